// CLIENTS databases of EACH documents replicate to one, all at once, when a line comes in:
// node client.js URL FOLDER CLIENTS EACH BYTES; answers {seconds, documents, each_ms}.
'use strict';
const crypto = require('crypto');
const path = require('path');
const [url, folder, clients, each, bytes] = process.argv.slice(2);
const PouchDB = require('pouchdb').defaults({prefix: folder + path.sep});

async function filled(number) {
  const db = new PouchDB(`client-${number}`);
  for (let start = 0; start < +each; start += 500) {
    const some = [];
    for (let n = start; n < Math.min(+each, start + 500); n++) {
      some.push({
        _id: `${number}-${String(n).padStart(6, '0')}`,
        body: crypto.randomBytes(Math.ceil(+bytes * 3 / 4)).toString('base64'),
      });
    }
    await db.bulkDocs(some);
  }
  return db;
}

async function main() {
  const local = [];
  for (let number = 0; number < +clients; number++) local.push(await filled(number));
  console.log('ready');
  await new Promise((go) => process.stdin.once('data', go));
  const began = process.hrtime.bigint();
  const since = () => Number(process.hrtime.bigint() - began) / 1e6;
  const each_ms = [];
  const done = await Promise.all(local.map(async (db) => {
    const told = await db.replicate.to(`${url}/dossier`, {batch_size: 500});
    each_ms.push(since());
    return told.docs_written;
  }));
  const seconds = since() / 1000;
  console.log(JSON.stringify({seconds, documents: done.reduce((a, b) => a + b, 0), each_ms}));
  process.exit(0);
}

main().catch((problem) => { console.error(problem); process.exit(1); });
