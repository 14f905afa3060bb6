import { describe, expect, it } from 'vitest';
import { composeReminder } from '../../src/answer/reminder/message.ts';
import { plainText } from '../../src/render/console.ts';
import { SLACK_WORDS, type SlackWords } from '../../src/render/slack/shapes.ts';
import { renderSlack } from '../../src/render/slack.ts';
import { renderTeams } from '../../src/render/teams.ts';
import { renderWeb } from '../../src/render/web.ts';
import type { Notice } from '../../src/types.ts';
import { content } from '../commands/harness.ts';

const SLACK = Object.fromEntries(SLACK_WORDS.map((name) => [name, name])) as SlackWords;
const YEAR = '2026-2027';
const at = (iso: string) => Date.parse(iso);
const s2: Notice = { kind: 'lead', date: 'profile.s2', year: YEAR, day: '2027-03-15', confirmed: true };
const exam: Notice = { kind: 'lead', date: 'exam.start', year: YEAR, day: '2027-03-16', confirmed: true };
const compose = (notices: Notice[], now = '2027-03-08T09:00+01:00', lang = 'fr') =>
  composeReminder(content, notices, lang, at(now));
const textOf = (...said: Parameters<typeof compose>) => plainText(compose(...said));
const labels = (notices: Notice[]) => compose(notices).choices.map(({ label }) => label);

describe('a reminder', () => {
  it('says first which date it is, how far off and its day, then what is left to do and how', () => {
    const [first, then] = textOf([s2]).split('\n\n');
    expect(first).toBe('Rappel : date limite du profil Pix, semestre 2, dans 7 jours, le lundi 15 mars 2027.');
    expect(then).toContain('terminer votre profil sur pix.fr');
    expect(textOf([s2])).not.toContain('confirm');
  });

  it('says how far off the date is when it leaves, also across the change to summer time', () => {
    expect(textOf([s2], '2027-03-15T09:00+01:00')).toContain("aujourd'hui");
    expect(textOf([s2], '2027-03-14T23:59+01:00')).toContain('demain');
    expect(textOf([s2], '2027-03-13T09:00+01:00', 'en')).toContain('in 2 days');
    const april: Notice = { ...exam, day: '2027-04-01' };
    expect(textOf([april], '2027-03-25T09:00+01:00')).toContain('dans 7 jours');
  });

  it('says that a date is only the yearly rule', () => {
    const text = textOf([{ ...s2, confirmed: false }]);
    expect(text).toContain('15 mars 2027 (date à confirmer)');
    expect(text).toContain("la cellule PIX ne l'a pas encore confirmée");
  });

  it('of several dates puts corrections first, then the soonest, and what is left to do once for each subject', () => {
    const moved: Notice = { ...s2, kind: 'moved', day: '2027-03-22', before: '2027-03-15' };
    const lines = textOf([exam, { ...s2, date: 'profile.s1' }, moved]).split('\n\n');
    expect(lines[0]).toBe(
      "Correction : date limite du profil Pix, semestre 2, c'est maintenant le lundi 22 mars 2027, et non plus le lundi 15 mars 2027.",
    );
    expect(lines[1]).toContain('semestre 1');
    expect(lines[2]).toContain('début des examens Pix');
    expect(lines.filter((line) => line.includes('terminer votre profil'))).toHaveLength(1);
  });

  it('of a date that was removed leaves nothing to do and no button', () => {
    const removed: Notice = { kind: 'removed', date: 'profile.s2', year: YEAR, before: '2027-03-15', confirmed: false };
    const reply = compose([removed]);
    expect(plainText(reply)).toContain("n'est plus au calendrier");
    expect(plainText(reply)).not.toMatch(/terminer|règle/);
    expect(reply.choices).toEqual([]);
  });

  it('of a date published at last says that it was asked for', () => {
    expect(textOf([{ ...exam, kind: 'published' }])).toMatch(
      /^La date est connue : début des examens Pix, le mardi 16 mars 2027\./,
    );
  });

  it('has buttons to say that it is done and to stop, which name their date where there are several', () => {
    expect(labels([s2])).toEqual(["C'est fait", 'Plus de rappel']);
    expect(compose([s2]).choices.map(({ id }) => id)).toEqual([
      `reminder.unsubscribe;done;date=profile.s2;year=${YEAR}`,
      `reminder.unsubscribe;date=profile.s2;year=${YEAR}`,
    ]);
    expect(labels([s2, exam])).toEqual([
      "C'est fait : date limite du profil Pix, semestre 2",
      "C'est fait : début des examens Pix",
      'Plus de rappel',
    ]);
  });

  it.each(['fr', 'en'])('stays under 90 words with two dates that are not confirmed, in %s', (lang) => {
    const two = [s2, exam].map((notice) => ({ ...notice, confirmed: false }));
    expect(textOf(two, undefined, lang).split(/\s+/).length).toBeLessThanOrEqual(90);
  });

  it('arrives whole on Teams, Slack and the web', () => {
    const reply = compose([s2, exam]);
    const teams = JSON.stringify(renderTeams(reply, { words: { open: 'Open' }, postsWords: true, privateUrl: undefined }));
    const slack = JSON.stringify(renderSlack(reply, { id: 'r', words: SLACK, privateUrl: 'https://slack.example/' }));
    for (const sent of [teams, slack, JSON.stringify(renderWeb(reply))]) {
      expect(sent).toContain('dans 7 jours');
      expect(sent).toContain('lundi 15 mars 2027');
      for (const { id } of reply.choices) expect(sent).toContain(id);
    }
  });
});
