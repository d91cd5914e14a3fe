// How far something is that goes on in the background. Without this file a link says it; with it the page asks again by itself, and shows the end.
const shown = document.querySelector('[data-progress]');

async function ask() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  if (!page) return setTimeout(ask, 5000);
  const now = page.querySelector('[data-progress]');
  if (!now) return location.reload();
  const [bar, words] = [now.querySelector('progress'), now.querySelector('[role=status]')];
  const mine = shown.querySelector('progress');
  if (bar && mine) mine.value = bar.value;
  const said = shown.querySelector('[role=status]');
  if (said.textContent !== words.textContent) said.textContent = words.textContent;
  setTimeout(ask, 2000);
}

if (shown) setTimeout(ask, 2000);
