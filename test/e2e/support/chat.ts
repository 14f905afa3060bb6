import type { Locator, Page } from 'playwright-core';

/** The widget of a page, by what a person finds in it. */
export function chatOn(page: Page) {
  const root = page.locator('pix-chat');
  const answers = root.locator('.bot');
  const input = root.getByRole('textbox');
  const launcher = root.locator('.launcher');
  const panel = root.getByRole('dialog');
  return {
    root,
    launcher,
    panel,
    input,
    answers,
    log: root.getByRole('log'),
    mine: root.locator('.me .bubble'),
    failed: root.locator('.failed'),
    button: (name: string | RegExp): Locator => panel.getByRole('button', { name }),
    open: async (): Promise<void> => {
      await launcher.click();
      await panel.waitFor();
    },
    /** Says something and waits for the answer to it. */
    say: async (text: string): Promise<Locator> => {
      const before = await answers.count();
      await input.fill(text);
      await input.press('Enter');
      const answer = answers.nth(before);
      await answer.waitFor();
      return answer;
    },
  };
}

export type Chat = ReturnType<typeof chatOn>;

/** Opens the widget of a page that was just visited. */
export async function openChat(page: Page): Promise<Chat> {
  const chat = chatOn(page);
  await chat.open();
  return chat;
}
