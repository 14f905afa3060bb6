import { escapeHtml, renderHtml } from '../render/html.ts';
import type { Block, Lang, Reply } from '../types.ts';
import { FAQ_WORDS, type FaqWords } from './faq/words.ts';

/** One answer; `id` ("exam.where") is also its anchor. */
export type FaqEntry = { id: string; title: string; blocks: readonly Block[] };
export type FaqTopic = { id: string; title: string; entries: readonly FaqEntry[] };
/** What the bot makes of a question: its reply, if it is sure of one, and the answers nearest to it, best first. */
export type FaqSearch = { reply?: Pick<Reply, 'blocks'>; near: readonly FaqEntry[] };

export type FaqPageParts = {
  lang: Lang;
  /** The question in the search box; shown, never kept. */
  q: string | undefined;
  print: boolean;
  topics: readonly FaqTopic[];
  search: (question: string, lang: Lang) => FaqSearch;
};

/**
 * The page at `/faq`: every answer by topic, without a script, with a search box that uses the bot's understanding. A
 * whole HTML document; needs `/site.css` only. `print` leaves out what paper has no use for.
 */
export function faqPage({ lang, q, print, topics, search }: FaqPageParts): string {
  const here = lang === 'en' ? 'en' : 'fr';
  const words = FAQ_WORDS[here];
  const question = q?.trim() ?? '';
  const found = question === '' ? undefined : search(question, here);
  return `<!doctype html>
<html lang="${here}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(question === '' ? words.title : `${question} · ${words.title}`)}</title>
<meta name="description" content="${escapeHtml(words.lead)}">
${question === '' ? '' : '<meta name="robots" content="noindex">\n'}<link rel="icon" href="data:,">
<link rel="stylesheet" href="/site.css">
</head>
<body class="faq">
${print ? '' : top(words, here, question)}
<main id="main" tabindex="-1">
<h1>${escapeHtml(words.title)}</h1>
${print ? '' : intro(words, here, question)}
${found ? result(words, found) : ''}
${print ? '' : contents(words, topics)}
${topics.map((topic) => topicHtml(words, topic)).join('\n')}
</main>
<footer class="site"><p>${escapeHtml(words.foot)}</p></footer>
</body>
</html>
`;
}

function top(words: FaqWords, lang: string, question: string): string {
  const { other } = words;
  const query = new URLSearchParams({ lang: other.lang, ...(question && { q: question }) });
  return `<a class="skip" href="#main">${escapeHtml(words.skip)}</a>
<header class="site">
<a class="brand" href="/?lang=${lang}">${escapeHtml(words.brand)}</a>
<nav aria-label="${escapeHtml(words.navigation)}">
<a href="/?lang=${lang}">${escapeHtml(words.home)}</a>
<a href="/faq?lang=${lang}&amp;print=1">${escapeHtml(words.print)}</a>
<a href="/faq?${escapeHtml(query.toString())}" lang="${other.lang}" hreflang="${other.lang}">${escapeHtml(other.label)}</a>
</nav>
</header>`;
}

function intro(words: FaqWords, lang: string, question: string): string {
  return `<p class="lead">${escapeHtml(words.lead)}</p>
<form role="search" action="/faq" method="get">
<input type="hidden" name="lang" value="${lang}">
<label for="q">${escapeHtml(words.searchLabel)}</label>
<div class="search"><input id="q" name="q" type="search" maxlength="300" value="${escapeHtml(question)}"><button type="submit">${escapeHtml(words.search)}</button></div>
</form>`;
}

/** What was found stands first; the answers near it are linked, as they all stand below. */
function result(words: FaqWords, { reply, near }: FaqSearch): string {
  const links = near.map(({ id, title }) => `<li><a href="#${anchor(id)}">${escapeHtml(title)}</a></li>`).join('');
  const list = links === '' ? '' : `<h3>${escapeHtml(words.near)}</h3>\n<ul>${links}</ul>`;
  const said = reply ? renderHtml(reply.blocks) : links === '' ? `<p>${escapeHtml(words.nothing)}</p>` : '';
  return `<section class="result" aria-labelledby="result">
<h2 id="result">${escapeHtml(words.answer)}</h2>
${said}
${list}
</section>`;
}

function contents(words: FaqWords, topics: readonly FaqTopic[]): string {
  const links = topics.map(({ id, title }) => `<li><a href="#${anchor(id)}">${escapeHtml(title)}</a></li>`).join('');
  return `<nav aria-label="${escapeHtml(words.topics)}"><ul class="topics">${links}</ul></nav>`;
}

function topicHtml(words: FaqWords, { id, title, entries }: FaqTopic): string {
  return `<section aria-labelledby="${anchor(id)}">
<h2 id="${anchor(id)}">${escapeHtml(title)}</h2>
${entries.map((entry) => entryHtml(words, entry)).join('\n')}
</section>`;
}

function entryHtml(words: FaqWords, { id, title, blocks }: FaqEntry): string {
  const name = escapeHtml(`${words.linkTo} « ${title} »`);
  return `<article class="entry" id="${anchor(id)}">
<h3>${escapeHtml(title)} <a class="anchor" href="#${anchor(id)}" aria-label="${name}">#</a></h3>
${renderHtml(blocks)}
</article>`;
}

/** Ids come from file names and keys; an anchor holds nothing else. */
const anchor = (id: string): string => id.replace(/[^\w.-]/g, '-');
