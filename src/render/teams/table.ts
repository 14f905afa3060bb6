import type { Block } from '../../types.ts';
import type { CardElement, Container, Table, TableCell } from './shapes.ts';
import { type Look, richText } from './text.ts';

type TableBlock = Extract<Block, { type: 'table' }>;

/** A caption and a table; where the client knows no tables, facts (two columns) or a line for each row. */
export function renderTable({ caption, head, rows }: TableBlock): CardElement[] {
  const table: Table = {
    type: 'Table',
    firstRowAsHeader: true,
    columns: head.map(() => ({ width: 1 })),
    rows: [head, ...rows].map((row, i) => ({ type: 'TableRow', cells: head.map((_, c) => cell(row[c] ?? '', i === 0)) })),
    fallback: asLines(head, rows),
  };
  return [...words(caption, { weight: 'Bolder' }), table];
}

const words = (value: string, look: Look = {}) => richText([{ type: 'text', value }], look);

const cell = (text: string, isHead: boolean): TableCell => ({
  type: 'TableCell',
  items: words(text, isHead ? { weight: 'Bolder' } : {}),
});

function asLines(head: readonly string[], rows: readonly string[][]): Container {
  const [first = '', second = ''] = head;
  const facts = [{ title: first, value: second }, ...rows.map(([title = '', value = '']) => ({ title, value }))];
  const lines = rows.map((row) => row.map((text, c) => `${head[c] ?? ''}: ${text}`).join(' · '));
  return {
    type: 'Container',
    items:
      head.length === 2
        ? [{ type: 'FactSet', facts: facts.map(({ title, value }) => ({ title: literal(title), value: literal(value) })) }]
        : lines.flatMap((line) => words(line)),
  };
}

/** Facts are read as Markdown: what could be taken for markup is escaped. */
export const literal = (text: string): string => text.replace(/[\\`*_[\]()#+!~<>|-]/g, '\\$&');
