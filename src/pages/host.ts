import { escapeHtml } from '../render/html.ts';
import { HOST_WORDS, type HostWords } from './host/words.ts';

/**
 * `lang`: "fr" or "en" (others read French); `origin`: where this server is reached, e.g. "https://pix.example.org", no slash at
 * the end; `rehearsal`: what the clock says, in words, if it is set to another time.
 */
export type HostPageParts = { lang: string; origin: string; rehearsal?: string };

/**
 * The page at `/`: what the assistant is, the widget on it, how to put it on another page. A whole HTML document; needs
 * `/site.css` and `/widget.js`, and nothing inline, so that it stands under a strict CSP.
 */
export function hostPage({ lang, origin, rehearsal }: HostPageParts): string {
  const here = lang === 'en' ? 'en' : 'fr';
  const words = HOST_WORDS[here];
  return `<!doctype html>
<html lang="${here}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(words.title)}</title>
<meta name="description" content="${escapeHtml(words.lead)}">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/site.css">
<script src="/widget.js" defer></script>
</head>
<body class="home">
<a class="skip" href="#main">${escapeHtml(words.skip)}</a>${rehearsal === undefined ? '' : `\n<p class="rehearsal" role="note">${escapeHtml(`${words.rehearsal} ${rehearsal}`)}</p>`}
<header class="site">
<a class="brand" href="/?lang=${here}">${FACE}<span>${escapeHtml(words.brand)}</span></a>
<nav aria-label="${escapeHtml(words.navigation)}">
<a href="/faq?lang=${here}">${escapeHtml(words.faq)}</a>
<a href="/?lang=${words.other.lang}" lang="${words.other.lang}" hreflang="${words.other.lang}">${escapeHtml(words.other.label)}</a>
</nav>
</header>
<main id="main" tabindex="-1">
${hero(words, here)}
${cards(words, here)}
${promises(words)}
${embedding(words, origin)}
</main>
<footer class="site"><p>${escapeHtml(words.foot)}</p></footer>
</body>
</html>
`;
}

function hero(words: HostWords, lang: string): string {
  return `<section class="hero">
<h1>${escapeHtml(words.heading)}</h1>
<p class="lead">${escapeHtml(words.lead)}</p>
<form role="search" action="/faq" method="get">
<input type="hidden" name="lang" value="${lang}">
<label for="q">${escapeHtml(words.searchLabel)}</label>
<div class="search"><input id="q" name="q" type="search" maxlength="300" placeholder="${escapeHtml(words.searchExample)}"><button type="submit">${escapeHtml(words.search)}</button></div>
</form>
<p class="actions"><a class="button" href="/faq?lang=${lang}" data-pix-open>${escapeHtml(words.open)}</a> <a href="/faq?lang=${lang}">${escapeHtml(words.browse)}</a></p>
</section>`;
}

function cards(words: HostWords, lang: string): string {
  const items = words.topics.map(
    ({ id, name, asks }) =>
      `<li><h3><a href="/faq?lang=${lang}#${id}">${escapeHtml(name)}</a></h3><p>${escapeHtml(asks)}</p></li>`,
  );
  return `<section>
<h2>${escapeHtml(words.topicsHeading)}</h2>
<ul class="cards">
${items.join('\n')}
</ul>
</section>`;
}

function promises(words: HostWords): string {
  const items = words.promises.map(({ name, says }) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(says)}</dd>`);
  return `<section>
<h2>${escapeHtml(words.promisesHeading)}</h2>
<dl class="promises">
${items.join('\n')}
</dl>
</section>`;
}

function embedding(words: HostWords, origin: string): string {
  const line = `<script src="${origin}/widget.js" defer></script>`;
  const rows = words.attributes.map(
    ({ name, value, says }) =>
      `<tr><th scope="row"><code>${name}</code></th><td><code>${escapeHtml(value)}</code></td><td>${escapeHtml(says)}</td></tr>`,
  );
  return `<section id="embed">
<h2>${escapeHtml(words.embedHeading)}</h2>
<p>${escapeHtml(words.embedLine)}</p>
<pre tabindex="0" role="group" aria-label="${escapeHtml(words.codeLabel)}"><code>${escapeHtml(line)}</code></pre>
<p>${escapeHtml(words.embedAllowed)}</p>
<details>
<summary>${escapeHtml(words.attributesHeading)}</summary>
<div class="sideways" tabindex="0" role="group" aria-label="${escapeHtml(words.attributesHeading)}">
<table>
<thead><tr>${words.attributeColumns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>
<p>${escapeHtml(words.properties)}</p>
<pre tabindex="0" role="group" aria-label="${escapeHtml(words.codeLabel)}"><code>pix-chat { --pix-color: #00664f; --pix-radius: 12px; --pix-offset-y: 80px }</code></pre>
</details>
<details>
<summary>${escapeHtml(words.cspHeading)}</summary>
<p>${escapeHtml(words.csp)}</p>
<pre tabindex="0" role="group" aria-label="${escapeHtml(words.codeLabel)}"><code>${escapeHtml(`script-src ${origin}; connect-src ${origin}`)}</code></pre>
</details>
</section>`;
}

/** The assistant's face, as on the launcher; coloured by site.css. */
const FACE =
  '<svg class="face" viewBox="0 0 32 32" aria-hidden="true"><path class="skin" d="M16 4c7.2 0 12.5 4.7 12.5 11S23.2 26 16 26c-1.4 0-2.7-.2-3.9-.5L6.6 28.3c-.7.4-1.5-.2-1.3-1l1-4.5C4.5 20.8 3.5 18.1 3.5 15 3.5 8.7 8.8 4 16 4z"/><circle cx="11.5" cy="13" r="1.7"/><circle cx="20.5" cy="13" r="1.7"/><path class="smile" d="M11 18.2c1.3 1.6 3 2.4 5 2.4s3.7-.8 5-2.4"/></svg>';

/** The same face in the browser's tab. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath fill='%234b32c3' d='M16 4c7.2 0 12.5 4.7 12.5 11S23.2 26 16 26c-1.4 0-2.7-.2-3.9-.5L6.6 28.3c-.7.4-1.5-.2-1.3-1l1-4.5C4.5 20.8 3.5 18.1 3.5 15 3.5 8.7 8.8 4 16 4z'/%3E%3Cg fill='%23fff'%3E%3Ccircle cx='11.5' cy='13' r='1.7'/%3E%3Ccircle cx='20.5' cy='13' r='1.7'/%3E%3C/g%3E%3Cpath fill='none' stroke='%23fff' stroke-width='2' d='M11 18.2c1.3 1.6 3 2.4 5 2.4s3.7-.8 5-2.4'/%3E%3C/svg%3E";
