import { expect, it } from 'vitest';
import { labels } from '../../src/answer/labels.ts';
import type { Block } from '../../src/types.ts';

const said = (value: string): Block[] => [{ type: 'paragraph', children: [{ type: 'text', value }] }];

it('labels are those of their platform, language and names, also when they were put together before', () => {
  const phrases = {
    'slack.open': { fr: said('Ouvrir'), en: said('Open') },
    'slack.share': { fr: said('Partager'), en: said('Share') },
    'teams.open': { fr: said('Aller'), en: said('Go') },
  };
  const names = ['open'] as const;
  for (const _ of ['made', 'known']) {
    expect(labels({ phrases }, 'slack', names, 'fr')).toEqual({ open: 'Ouvrir' });
    expect(labels({ phrases }, 'slack', names, 'en')).toEqual({ open: 'Open' });
    expect(labels({ phrases }, 'teams', names, 'fr')).toEqual({ open: 'Aller' });
    expect(labels({ phrases }, 'slack', ['open', 'share'], 'fr')).toEqual({ open: 'Ouvrir', share: 'Partager' });
  }
});
