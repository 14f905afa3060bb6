import type { Reply } from '../../../src/types.ts';

export type Answered = { status: number; session: string; reply: Reply; text: string };

let count = 0;

/** Asks a server over HTTP, as the widget does; without a session it is the first message of a conversation. */
export async function ask(server: string, text: string, session?: string): Promise<Answered> {
  const response = await fetch(`${server}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(session && { 'X-Pix-Session': session }) },
    body: JSON.stringify({ id: `e2e-${process.pid}-${count++}`, text }),
  });
  const body = (await response.json()) as { session: string; reply: Reply };
  return { status: response.status, ...body, text: JSON.stringify(body.reply?.blocks) };
}
