import { describe, expect, it } from 'vitest';
import { ask, gradeOf, scoreFor, steps, written } from './scale.ts';

const target = (grade: number) => ask('grade.target', { numbers: [{ value: grade, unit: 'grade' as const }] });

describe('the score for a grade', () => {
  it.each(steps.map(({ score, grade }) => [grade, score]))('for %d is %i pix, and no less', (grade, score) => {
    expect(scoreFor(grade)).toBe(score);
    expect(gradeOf(score)).toBe(grade);
    if (score > 0) expect(gradeOf(score - 1)).toBeLessThan(grade);
  });

  it('gives at least the grade that was asked for, by the fewest pix', () => {
    for (let tenth = 0; tenth <= 200; tenth++) {
      const grade = tenth / 10;
      const score = scoreFor(grade);
      expect(gradeOf(score), String(grade)).toBeGreaterThanOrEqual(grade);
      if (score > 0) expect(gradeOf(score - 1), String(grade)).toBeLessThan(grade);
    }
  });

  it('of a score is at most that score, and gives its grade again', () => {
    for (let score = 0; score <= 1024; score += 3) {
      const grade = gradeOf(score);
      expect(scoreFor(grade), String(score)).toBeLessThanOrEqual(score);
      expect(gradeOf(scoreFor(grade)), String(score)).toBe(grade);
    }
  });

  it('between two steps goes up', () => {
    expect(target(13.7).text).toContain('13,7/20 tombe entre deux paliers : visez 512 pix à la certification, qui donnent 14/20');
    expect(target(19.9).text).toContain('visez 701 pix');
  });

  it('for 20 is the top of the scale, for 0 its start', () => {
    expect(target(20).text).toContain('Pour 20/20, il faut au moins 701 pix');
    expect(target(0).text).toContain("0/20 s'obtient dès 0 pix");
  });

  it.each([20.5, 21, 25, -1])('for %d is refused, the limits named', (grade) => {
    const { text } = target(grade);
    expect(text).toContain(`${written(grade)} n'est pas une note possible : le barème va de 0 à 20`);
    expect(text).not.toMatch(/\d pix/);
  });

  it('for a number above 20 without a unit, but no score, is refused as well', () => {
    expect(ask('grade.target', { numbers: [{ value: 25 }] }).text).toContain("25 n'est pas une note possible");
  });

  it('to pass is that of 10, with the rule of the exam and what is not known', () => {
    const { text, memory } = ask('grade.target', { pass: true });
    expect(text).toContain('La moyenne, 10/20, correspond à 410 pix');
    expect(text).toContain('plus de 50 %');
    expect(memory.target).toBe(10);
  });

  it('is asked for its grade where none is known', () => {
    expect(ask('grade.target', {}).text).toMatch(/^Quelle note sur 20 visez-vous/);
  });
});

describe('what is missing', () => {
  it('is counted from the score in the question, or from the last one', () => {
    const asked = ask('grade.target', {
      numbers: [
        { value: 12, unit: 'grade' },
        { value: 452, unit: 'pix' },
      ],
    });
    expect(asked.text).toContain('Avec 452 pix, il vous en manque 10');
    expect(asked.memory).toMatchObject({ score: 452, target: 12 });
    expect(ask('grade.target', { numbers: [{ value: 12 }] }, { intents: [], score: 440.5 }).text).toContain(
      'Avec 440,5 pix, il vous en manque 21,5',
    );
  });

  it('is nothing once the score is enough', () => {
    expect(ask('grade.target', { numbers: [{ value: 12 }] }, { intents: [], score: 462 }).text).toContain(
      'Votre dernier score suffit déjà',
    );
  });

  it('is not counted from a score that is none', () => {
    expect(
      ask('grade.target', {
        numbers: [
          { value: 12, unit: 'grade' },
          { value: 1500, unit: 'pix' },
        ],
      }).text,
    ).not.toContain('manque');
  });

  it('to the next step is told where no grade was ever named', () => {
    expect(ask('grade.target', {}, { intents: [], score: 452 }).text).toContain('Il vous manque 10 pix pour 12/20');
    expect(ask('grade.target', {}, { intents: [], score: 800 }).text).toContain('note maximale');
  });

  it('is counted to the last grade where a new score comes alone', () => {
    expect(ask('grade.target', { numbers: [{ value: 400, unit: 'pix' }] }, { intents: [], target: 12 }).text).toContain(
      'Avec 400 pix, il vous en manque 62',
    );
  });
});

describe('the scale', () => {
  it('stands as a table of all its steps, with its year', () => {
    const { reply, text } = ask('grade.scale', {});
    const table = reply.blocks.find((block) => block.type === 'table');
    expect(table?.type === 'table' && table.rows).toEqual(
      steps.map(({ score, grade }) => [String(score), `${written(grade)}/20`]),
    );
    expect(text).toContain('2023-2024');
    expect(text).toContain('41 paliers');
  });
});
