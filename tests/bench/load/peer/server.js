// express-pouchdb over TLS on a free port: node server.js FOLDER CERTIFICATE KEY
'use strict';
const fs = require('fs');
const https = require('https');
const path = require('path');
const express = require('express');
const [folder, certificate, key] = process.argv.slice(2);
const PouchDB = require('pouchdb').defaults({prefix: folder + path.sep});
const app = express();
app.use(require('express-pouchdb')(PouchDB, {
  configPath: path.join(folder, 'config.json'),
  logPath: path.join(folder, 'log.txt'),
}));
https
  .createServer({cert: fs.readFileSync(certificate), key: fs.readFileSync(key)}, app)
  .listen(0, '127.0.0.1', function () { console.log(this.address().port); });
