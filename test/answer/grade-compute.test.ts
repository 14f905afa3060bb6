import { describe, expect, it } from 'vitest';
import { ask, gradeOf, steps, written } from './scale.ts';

const compute = (...scores: number[]) =>
  ask('grade.compute', { numbers: scores.map((value) => ({ value, unit: 'pix' as const })) });

/** The grade of a score by the table, read the slow way: the twin that the skill is held against. */
function byTable(score: number): number {
  let grade = 0;
  for (const step of steps) if (score >= step.score) grade = step.grade;
  return grade;
}

describe('the grade of a score', () => {
  it('has 41 steps, from 0 to 701', () => {
    expect(steps).toHaveLength(41);
    expect([steps[0], steps[40]]).toEqual([
      { score: 0, grade: 0 },
      { score: 701, grade: 20 },
    ]);
  });

  it.each(steps.map(({ score, grade }, i) => [score, grade, steps[i - 1]?.grade]))(
    'changes at %i pix, to %d, not before',
    (score, grade, before) => {
      expect(gradeOf(score)).toBe(grade);
      expect(gradeOf(score + 1)).toBe(byTable(score + 1));
      expect(gradeOf(score + 0.5)).toBe(grade);
      if (before === undefined) return;
      expect(gradeOf(score - 1)).toBe(byTable(score - 1));
      expect(gradeOf(score - 1)).toBe(before);
      expect(gradeOf(score - 0.5)).toBe(before);
      expect(gradeOf(score - 0.1)).toBe(before);
    },
  );

  it('never falls as the score rises, and is that of the table for every score', () => {
    let last = 0;
    for (let score = 0; score <= 1024; score++) {
      const grade = gradeOf(score);
      expect(grade, String(score)).toBe(byTable(score));
      expect(grade).toBeGreaterThanOrEqual(last);
      last = grade;
    }
  });

  it('names the row of the scale, the next step and what is missing to it', () => {
    const { text } = compute(452);
    expect(text).toContain('452 pix correspondent à 11,5/20 (ligne du barème : 449 → 11,5/20)');
    expect(text).toContain('Il vous manque 10 pix pour 12/20 (à partir de 462 pix)');
  });

  it('says what is missing without binary dust', () => {
    expect(compute(410.1).text).toContain('Il vous manque 12,9 pix pour 10,5/20');
  });

  it('is never rounded up, and says so', () => {
    expect(compute(409.9).text).toContain('409,9 pix correspondent à 9,5/20');
    expect(compute(409.9).text).toContain("409,9 n'est pas arrondi");
    expect(compute(410).text).not.toContain('arrondi');
  });

  it('is the top one from 701 to 1024, with no next step', () => {
    for (const score of [701, 1023, 1024]) expect(compute(score).text).toMatch(/20\/20 .*[\s\S]*note maximale/);
    expect(compute(1024).text).not.toContain('manque');
  });

  it.each([1024.5, 1025, 1500, -0.5, -3, 1e9])('is refused for %d, the limits named and nothing clipped', (score) => {
    const { text, memory } = compute(score);
    expect(text).toContain(`${written(score)} n'est pas un score Pix : un score va de 0 à 1024`);
    expect(text).not.toContain('/20');
    expect(memory.score).toBeUndefined();
  });

  it('is refused for a range when one of its ends is', () => {
    expect(ask('grade.compute', { numbers: [{ value: 1000 }, { value: 1100 }], range: true }).text).toContain(
      "1100 n'est pas un score Pix",
    );
  });
});

describe('a profile score', () => {
  it('gives a ceiling only, unless the score is that of the exam', () => {
    const said = (from?: 'profile' | 'exam') => ask('grade.compute', { numbers: [{ value: 452 }], from }).text;
    expect(said()).toContain('la plus haute encore possible');
    expect(said('profile')).toContain('la plus haute encore possible');
    expect(said('exam')).not.toContain('la plus haute encore possible');
  });
});

describe('several scores', () => {
  it('of a range give both ends, whichever comes first', () => {
    for (const ends of [
      [400, 450],
      [450, 400],
    ] as const) {
      const { text, memory } = ask('grade.compute', { numbers: ends.map((value) => ({ value })), range: true });
      expect(text).toContain('De 400 pix à 450 pix, la note va de 9,5/20 à 11,5/20');
      expect(memory.score).toBe(ends[1]);
    }
  });

  it('without a range give a grade each', () => {
    expect(compute(100, 500).text).toMatch(/100 pix correspondent à 0,5\/20[\s\S]*500 pix correspondent à 13,5\/20/);
  });
});

describe('a score that is not said', () => {
  it('is asked for', () => {
    expect(ask('grade.compute', {}).text).toMatch(/^Quel est votre score/);
    expect(ask('grade.compute', { unknownScore: true }).text).toMatch(/^Sans score/);
  });

  it('is the last one, changed by "dix de plus"', () => {
    expect(ask('grade.compute', { delta: 10 }, { intents: [], score: 452 }).text).toContain('462 pix correspondent à 12/20');
    expect(ask('grade.compute', { delta: -500 }, { intents: [], score: 452 }).text).toContain("-48 n'est pas un score Pix");
    expect(ask('grade.compute', { delta: 10 }).text).toMatch(/^Quel est votre score/);
  });

  it('stays in memory for the next turn', () => {
    expect(compute(452).memory).toMatchObject({ score: 452, intents: ['grade.compute'] });
  });
});

describe('a grade that the person offers with a score', () => {
  it('is confirmed or corrected', () => {
    const offered = (grade: number) =>
      ask('grade.compute', {
        claims: true,
        numbers: [
          { value: 452, unit: 'pix' },
          { value: grade, unit: 'grade' },
        ],
      }).text;
    expect(offered(12)).toContain('Non : 452 pix correspondent à 11,5/20, pas à 12/20');
    expect(offered(11.5)).not.toContain('Non');
  });
});

describe('the picture', () => {
  it('shows the score, says the same in words, and reaches as far as the score', () => {
    const picture = compute(900).reply.blocks.find((block) => block.type === 'scale');
    expect(picture).toMatchObject({ min: 0, max: 900, points: [{ at: 900, label: '20/20' }] });
    expect(picture?.type === 'scale' && picture.alt).toContain('900 pix → 20/20');
    expect(compute(452).reply.blocks.find((block) => block.type === 'scale')).toMatchObject({ max: 701 });
  });
});

it('writes numbers the English way in English', () => {
  expect(ask('grade.compute', { numbers: [{ value: 410.5 }] }, { intents: [] }, 'en').text).toContain('410.5 pix give 10/20');
  expect(ask('grade.compute', { numbers: [{ value: 449 }] }, { intents: [] }, 'en').text).toContain('11.5/20');
});
