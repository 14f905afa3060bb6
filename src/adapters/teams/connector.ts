import { z } from 'zod';

/** What of an HTTP request of the SDK's pipeline is set here. */
type PipelineRequest = { url: string; timeout: number; agent?: unknown };
type Policy = { name: string; sendRequest?: (request: PipelineRequest, next: (request: PipelineRequest) => unknown) => unknown };
type Pipeline = { removePolicy: (policy: Policy) => Policy[]; addPolicy: (policy: Policy, at: { afterPhase: 'Sign' }) => void };

/** The SDK's types hide the client that it sends with; the tests count requests, and so notice if it is built otherwise. */
const isPipeline = (it: unknown): boolean => typeof it === 'object' && it !== null && 'removePolicy' in it && 'addPolicy' in it;
const hidden = z.object({ pipeline: z.custom<Pipeline>(isPipeline) });

/** Policies that send a request more than once. */
const REPEATING = ['defaultRetryPolicy', 'redirectPolicy'];

/**
 * Makes a connector of the SDK send each request once: on its own it repeats failed ones (and follows redirects), and has
 * no option that stops it. `beforeLeaving` sets what else a request needs.
 */
export function onceOnly<T extends object>(connector: T, beforeLeaving: (request: PipelineRequest) => void): T {
  const { pipeline } = hidden.parse(Reflect.get(connector, 'client'));
  for (const name of REPEATING) pipeline.removePolicy({ name });
  const sendRequest: Policy['sendRequest'] = (request, next) => {
    beforeLeaving(request);
    return next(request);
  };
  pipeline.addPolicy({ name: 'pixOnce', sendRequest }, { afterPhase: 'Sign' });
  return connector;
}

type Factory<C> = { create: (serviceUrl: string, audience: string) => Promise<C> };

/** There are a few service addresses, one for a part of the world; more are a mistake. */
const MOST_CONNECTORS = 50;

/** Makes factories that give one connector for each address, prepared once. */
export function keepConnectors<C>(prepared: (connector: C) => C): (factory: Factory<C>) => Factory<C> {
  const connectors = new Map<string, C>();
  return (factory) => ({
    create: async (serviceUrl, audience) => {
      const key = `${serviceUrl} ${audience}`;
      const connector = connectors.get(key) ?? prepared(await factory.create(serviceUrl, audience));
      if (connectors.size < MOST_CONNECTORS) connectors.set(key, connector);
      return connector;
    },
  });
}
