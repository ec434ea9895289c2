// Builds web/dist: what the binary embeds and serves under /assets/. The same input gives the same bytes.
//   node build.mjs             the style sheet holds only the classes that templates use: what is shipped
//   node build.mjs --full-css  the style sheet holds all of Tabler: while pages are being written
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import esbuild from 'esbuild';
import { PurgeCSS } from 'purgecss';
import { sprite } from './src/icons.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
const output = join(here, 'dist');
const fullCss = process.argv.includes('--full-css');

/** Logical name → file name in web/dist. */
const manifest = {};
/** File name in web/dist → bytes. */
const files = new Map();

/** Takes a file in under a name that changes with its content, so that browsers may keep it for ever. */
function add(logicalName, content) {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const extension = extname(logicalName);
  const name = `${basename(logicalName, extension)}.${hash}${extension}`;
  files.set(name, bytes);
  manifest[logicalName] = name;
}

/** Takes a file in under its own name: for the few that must live at a fixed address. */
function addAsIs(name, content) {
  files.set(name, Buffer.from(content));
  manifest[name] = name;
}

function bundle(entry, options = {}) {
  return esbuild.build({
    entryPoints: [join(source, entry)],
    absWorkingDir: here,
    outdir: output,
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    logLevel: 'warning',
    ...options,
  });
}

function textOf(result, extension) {
  return result.outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
}

async function scripts() {
  add('theme.js', textOf(await bundle('theme.js', { format: 'iife' }), '.js'));
  add('app.js', textOf(await bundle('app.js', { format: 'iife' }), '.js'));
  const viewer = await bundle('scalar.js', {
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    loader: { '.woff2': 'empty', '.woff': 'empty' },
  });
  add('scalar.js', textOf(viewer, '.js'));
  add('scalar.css', textOf(viewer, '.css'));
}

const FONTS = {
  'inter-latin-wght-normal.woff2': 'inter.woff2',
  'inter-latin-ext-wght-normal.woff2': 'inter-ext.woff2',
};

async function styles() {
  const fontFiles = {
    name: 'font-files',
    setup(build) {
      // Fonts get our own hashed names and stay files beside the style sheet.
      build.onResolve({ filter: /\.woff2$/ }, ({ path }) => {
        const font = basename(path);
        const logicalName = FONTS[font];
        if (!manifest[logicalName]) {
          add(logicalName, readFileSync(join(here, 'node_modules/@fontsource-variable/inter/files', font)));
        }
        return { path: `./${manifest[logicalName]}`, external: true };
      });
    },
  };
  const css = textOf(await bundle('app.css', { plugins: [fontFiles] }), '.css');
  add('app.css', fullCss ? css : await purge(css));
}

/** Drops the rules of classes that appear in no template, no script of ours and no Rust file of the rooms that write pages. */
async function purge(css) {
  const crates = join(here, '..', 'crates');
  const content = [...walk(crates), ...walk(source)]
    .filter((file) => /\.(html|jinja|j2|js)$/.test(file) || /\/crates\/(portal|web)\/.*\.rs$/.test(file))
    .map((file) => ({ raw: readFileSync(file, 'utf8'), extension: 'html' }));
  const safe = readFileSync(join(source, 'purge-safelist.txt'), 'utf8')
    .split('\n').filter((line) => line && !line.startsWith('#')).map((line) => new RegExp(line));
  const [result] = await new PurgeCSS().purge({
    content,
    css: [{ raw: css }],
    safelist: { standard: safe, deep: [/^data-bs/], greedy: [] },
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    dynamicAttributes: ['data-bs-theme', 'aria-selected', 'aria-expanded', 'open', 'hidden', 'data-bs-popper'],
    keyframes: true,
  });
  return (await esbuild.transform(result.css, { loader: 'css', minify: true })).code;
}

function* walk(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory()) {
      yield* walk(join(folder, entry.name));
    } else {
      yield join(folder, entry.name);
    }
  }
}

function pictures() {
  add('icons.svg', sprite(join(source, 'icons.txt')));
  const logo = readFileSync(join(source, 'brand/logo.svg'));
  const maskable = readFileSync(join(source, 'brand/maskable.svg'));
  add('logo.svg', logo);
  for (const [name, drawing, width] of [
    ['icon-180.png', maskable, 180],
    ['icon-192.png', logo, 192],
    ['icon-512.png', logo, 512],
    ['icon-maskable-512.png', maskable, 512],
    ['favicon-32.png', logo, 32],
  ]) {
    add(name, new Resvg(drawing, { fitTo: { mode: 'width', value: width } }).render().asPng());
  }
}

function installable() {
  const text = readFileSync(join(source, 'site.webmanifest.json'), 'utf8').replace(/\{([^{}\s]+\.(?:svg|png))\}/g, (_, name) => {
    if (!manifest[name]) throw new Error(`site.webmanifest names an unknown file: ${name}`);
    return manifest[name];
  });
  addAsIs('site.webmanifest', text);
}

/** The worker's version changes with any file of the shell. */
async function serviceWorker() {
  const shell = ['app.css', 'app.js', 'theme.js', 'icons.svg', 'inter.woff2', 'logo.svg'].map((name) => `/assets/${manifest[name]}`);
  const version = createHash('sha256').update(shell.join('\n')).digest('hex').slice(0, 10);
  const result = await bundle('sw.js', { format: 'iife', define: { __VERSION__: JSON.stringify(version), __SHELL__: JSON.stringify(shell) } });
  addAsIs('sw.js', textOf(result, '.js'));
}

/** Compressed copies beside what is text, so that the server sends them without work of its own. */
function compress() {
  for (const [name, bytes] of [...files]) {
    if (!/\.(css|js|svg|webmanifest)$/.test(name)) continue;
    const quality = bytes.length > 1_000_000 ? 9 : 11;
    files.set(`${name}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
    files.set(`${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** New files first, then the manifest, then away with the old: a server that reads the folder never finds a gap. */
function write() {
  mkdirSync(output, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(output, name), bytes);
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(output, 'manifest.json'), `${JSON.stringify(sorted, null, 2)}\n`);
  const keep = new Set([...files.keys(), 'manifest.json', '.gitkeep']);
  for (const name of readdirSync(output)) if (!keep.has(name)) rmSync(join(output, name), { recursive: true });
}

pictures();
await Promise.all([scripts(), styles()]);
installable();
await serviceWorker();
if (!fullCss) compress();
write();
for (const name of ['app.css', 'app.js', 'theme.js', 'icons.svg', 'inter.woff2', 'scalar.js', 'scalar.css']) {
  const packed = files.get(`${manifest[name]}.br`);
  const size = `${name.padEnd(12)} ${String(files.get(manifest[name]).length).padStart(9)} bytes`;
  console.log(packed ? `${size}, ${String(packed.length).padStart(8)} compressed` : size);
}
