/** The figures that floors are set for. Times in ms, memory in MB (2^20 bytes). */
export type Figures = {
  questionMedianMs: number;
  questionP99Ms: number;
  firstAnswerMs: number;
  learntAnswerMs: number;
  cachedAnswerMs: number;
  serverFirstMb: number;
  serverCachedMb: number;
  rateRatio: number;
  steadyP99Ms: number;
  slackRatio: number;
  teamsRatio: number;
};

/** One measure: rows for the table (what, figures as text), and the figures that floors are set for. */
export type Measured = { title: string; head: string[]; rows: string[][]; figures: Partial<Figures>; notes?: string[] };
