import { describe, expect, it } from 'vitest';
import { composeReminder } from '../../src/answer/reminder/message.ts';
import { createWindow } from '../../src/remind/window.ts';
import { content } from '../commands/harness.ts';
import { onEach } from '../store/databases.ts';
import { at, EXAM, rig, S2 } from './rig.ts';

const ANA = { channel: 'web', person: 'ana', lang: 'fr' };

onEach('due reminders for a browser', ({ fresh }) => {
  async function opened() {
    const r = await rig(await fresh(), '2027-02-01T10:00:00+01:00', { 'profile.s2': '03-15', 'exam.start': '' });
    const compose: Parameters<typeof createWindow>[0]['compose'] = (notices, lang, now) =>
      composeReminder({ ...content, calendar: r.state.calendar }, notices, lang, now);
    return { ...r, window: createWindow({ offers: r.offers, reminders: r.reminders, compose, clock: () => r.time.now }) };
  }

  describe('of a person', () => {
    it('are in words, one message for all that is due, until they were shown', async () => {
      const { time, reminders, window } = await opened();
      await reminders.follow(ANA, [S2]);
      expect(await window.offer('ana')).toEqual([]);
      time.now = at('2027-03-01T09:00:00+01:00');
      const [due, ...others] = await window.offer('ana');
      expect(others).toEqual([]);
      expect(JSON.stringify(due?.reply.blocks)).toContain('lundi 15 mars 2027');
      expect(await window.offer('ana')).toEqual([]);
      time.now += 21_000;
      expect(await window.offer('ana')).toEqual([due]);
      await window.shown('ana', [due?.id ?? '']);
      time.now += 61_000;
      expect(await window.offer('ana')).toEqual([]);
    });

    it('are worth waiting for also while the day is not known, and not when nothing is followed', async () => {
      const { reminders, window } = await opened();
      expect(await window.follows('ana')).toBe(false);
      await reminders.follow(ANA, [EXAM]);
      expect(await window.follows('ana')).toBe(true);
      expect(await window.follows('bob')).toBe(false);
      await reminders.unfollow('web', 'ana', 'stopped');
      expect(await window.follows('ana')).toBe(false);
    });

    it('are known before they are due, so that looking writes nothing', async () => {
      const { reminders, store } = await opened();
      await reminders.follow(ANA, [S2]);
      expect(await store.reminders.nextOf('web', 'ana')).toBe(at('2027-03-01T09:00:00+01:00'));
      expect(await store.reminders.nextOf('web', 'bob')).toBeUndefined();
      await reminders.unfollow('web', 'ana', 'done');
      expect(await store.reminders.nextOf('web', 'ana')).toBeUndefined();
    });
  });
});
