import type { Page, Route } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { describeInBrowser, eventually, visit } from './support/browse.ts';
import { type Chat, openChat } from './support/chat.ts';
import { dataFolder, serve } from './support/serve.ts';

const HOME = `${inject('server')}/`;

const send = async (chat: Chat, text: string): Promise<void> => {
  await chat.input.fill(text);
  await chat.input.press('Enter');
};

/** The ids under which a page asks. */
function idsFrom(page: Page): string[] {
  const ids: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/chat') && request.method() === 'POST') ids.push(request.postDataJSON().id);
  });
  return ids;
}

describeInBrowser('in trouble, the chat', () => {
  it('goes on where it was after the server died in mid-conversation and came back', async () => {
    const data = dataFolder();
    const server = await serve({}, data);
    const page = await visit(`${server.url}/`);
    const ids = idsFrom(page);
    const chat = await openChat(page);
    await chat.say('jusqu’à quand je peux construire mon profil au premier semestre ?');
    await server.kill();

    await send(chat, 'et au second semestre ?');
    await chat.failed.waitFor();
    expect(await chat.mine.last().textContent()).toBe('et au second semestre ?');
    expect(await chat.failed.textContent()).toContain('Votre texte est gardé');

    await serve({ PORT: String(server.port) }, data);
    await chat.failed.getByRole('button', { name: 'Réessayer' }).click();
    await chat.answers.nth(2).waitFor();
    expect(await chat.answers.nth(2).textContent()).toMatch(/semestre 2.*mars/is);
    expect(await chat.failed.count()).toBe(0);
    expect(await chat.mine.count()).toBe(2);
    // The same id, so that a message which did arrive would not have been a second turn.
    expect(ids).toHaveLength(3);
    expect(ids[2]).toBe(ids[1]);
  });

  it('keeps what failed over a reload, and lets it be written anew', async () => {
    const page = await visit(HOME);
    await page.route('**/api/chat', (route) => route.abort());
    const chat = await openChat(page);
    await send(chat, 'où est l’examen ?');
    await chat.failed.waitFor();
    await page.reload();
    await chat.failed.waitFor();
    await chat.failed.getByRole('button', { name: 'Modifier' }).click();
    expect(await chat.input.inputValue()).toBe('où est l’examen ?');
    expect(await chat.mine.count()).toBe(0);
  });

  it('says that it is offline, and sends what was written when the connection is back', async () => {
    const page = await visit(HOME);
    const chat = await openChat(page);
    await page.context().setOffline(true);
    await chat.panel.getByText('Vous êtes hors ligne').waitFor();
    await send(chat, 'où a lieu l’examen ?');
    await chat.failed.waitFor();
    await page.context().setOffline(false);
    await chat.answers.nth(1).waitFor();
    expect(await chat.failed.count()).toBe(0);
    expect(await chat.panel.getByText('Vous êtes hors ligne').count()).toBe(0);
  });

  it('asks anew under the same id when the page was left before the answer came', async () => {
    const page = await visit(HOME);
    const ids = idsFrom(page);
    const chat = await openChat(page);
    // The first request is never answered.
    await page.route('**/api/chat', () => {}, { times: 1 });
    await send(chat, 'où a lieu l’examen ?');
    await eventually(() => ids.length).toBe(1);
    await page.reload();
    await chat.answers.nth(1).waitFor();
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(ids[0]);
  });

  it('keeps what is typed while an answer is awaited', async () => {
    const page = await visit(HOME);
    const chat = await openChat(page);
    const held: Route[] = [];
    await page.route('**/api/chat', (route) => void held.push(route));
    await send(chat, 'où a lieu l’examen ?');
    await send(chat, 'et quand ?');
    expect(await chat.input.inputValue()).toBe('et quand ?');
    expect(await chat.mine.count()).toBe(1);
    await eventually(() => held.length).toBe(1);
    await held[0]!.continue();
    await chat.answers.nth(1).waitFor();
    expect(await chat.input.inputValue()).toBe('et quand ?');
  });

  it('says that it was asked too much, and keeps the text', async () => {
    // A conversation's first message is counted by its address.
    const server = await serve({ RATE_SESSION: '1/1h' });
    const chat = await openChat(await visit(`${server.url}/`));
    await chat.say('bonjour');
    await chat.say('où a lieu l’examen ?');
    await send(chat, 'combien de temps dure l’examen ?');
    await chat.failed.getByText('beaucoup de messages').waitFor();
    expect(await chat.mine.last().textContent()).toBe('combien de temps dure l’examen ?');
    await chat.failed.getByRole('button', { name: 'Réessayer' }).waitFor();
  });
});
