// Keeps the roll call usable without network: its empty page and its files. Names of children are never in this cache; they lie in the database of the page.
const base = new URL(self.registration.scope).pathname.replace(/\/pointage$/, '');
const cacheName = 'preau-pointage' + base;
const shell = base + '/pointage/hors-ligne';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

// The page says which files it is made of.
self.addEventListener('message', event => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep).then(() => event.source?.postMessage({ kept: true })));
});

async function keep(files) {
  const cache = await caches.open(cacheName);
  const wanted = new Set([...files, shell].map(f => new URL(f, self.location).href));
  for (const old of await cache.keys()) if (!wanted.has(old.url)) await cache.delete(old);
  await Promise.all([...wanted].map(async url => {
    const answer = await fetch(url, { credentials: 'same-origin', redirect: 'error' }).catch(() => null);
    if (answer?.ok) await cache.put(url, answer);
  }));
}

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && [base + '/pointage', base + '/pointage/evacuation'].includes(url.pathname)) event.respondWith(page(request));
  else if (url.pathname.startsWith('/_ui/')) event.respondWith(fetch(request).catch(async () => (await find(request.url)) ?? Response.error()));
});

async function page(request) {
  try {
    const answer = await fetch(request);
    // The gateway answers while the product behind it does not.
    if (answer.status < 502) return answer;
  } catch { /* no network */ }
  return await find(shell) ?? Response.error();
}

const find = async url => (await caches.open(cacheName)).match(url);
