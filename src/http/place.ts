import type { Request } from 'express';

/** The address under which people reach this server ("https://pix.example.fr"); undefined for a Host that is none. */
export type Place = (request: Request) => string | undefined;

const HOST = /^[\w.-]+(:\d+)?$|^\[[\da-fA-F:.]+\](:\d+)?$/;

/** What is configured, else what the request was made to. */
export function createPlace(publicUrl: string | undefined): Place {
  return (request) => {
    if (publicUrl !== undefined) return publicUrl;
    return HOST.test(request.host ?? '') ? `${request.protocol}://${request.host}` : undefined;
  };
}
