// What a tablet keeps to go on without network: the lists of the day and the marks not sent yet. One database for each commune.

export class Store {
  static async open(base) {
    const request = indexedDB.open('preau-pointage' + base, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('lists', { keyPath: 'key' });
      request.result.createObjectStore('marks', { keyPath: 'id' });
    };
    return new Store(await done(request));
  }

  constructor(db) {
    this.db = db;
    db.onversionchange = () => db.close();
  }

  lists() { return this.#all('lists'); }

  list(key) { return done(this.#store('lists').get(key)); }

  keepList(list) { return done(this.#store('lists', 'readwrite').put(list)); }

  dropList(key) { return done(this.#store('lists', 'readwrite').delete(key)); }

  /** Marks not sent yet, and those refused with their reason. */
  marks() { return this.#all('marks'); }

  keepMark(mark) { return done(this.#store('marks', 'readwrite').put(mark)); }

  dropMark(id) { return done(this.#store('marks', 'readwrite').delete(id)); }

  #all(store) { return done(this.#store(store).getAll()); }

  #store(name, mode = 'readonly') { return this.db.transaction(name, mode).objectStore(name); }
}

/** Takes everything off the tablet; false when marks would be lost. */
export async function forget(base) {
  const exists = indexedDB.databases ? (await indexedDB.databases()).some(d => d.name === 'preau-pointage' + base) : true;
  if (exists) {
    const store = await Store.open(base);
    if ((await store.marks()).some(m => !m.refused)) return false;
    store.db.close();
    await done(indexedDB.deleteDatabase('preau-pointage' + base));
  }
  await caches.delete('preau-pointage' + base);
  return true;
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
