import helmet from 'helmet';

const self = ["'self'"];
const none = ["'none'"];

/** Strict for every answer: scripts, styles and calls of this server only; nobody may frame it. */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: none,
      scriptSrc: self,
      styleSrc: self,
      imgSrc: ["'self'", 'data:'],
      connectSrc: self,
      baseUri: none,
      formAction: self,
      frameAncestors: none,
    },
  },
  xFrameOptions: { action: 'deny' },
});
