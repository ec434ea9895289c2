// One SVG sprite with the icons named in icons.txt: pages say <svg class="icon"><use href="…/icons.svg#search"/></svg>.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/@tabler/icons');

/** Names in the list file; blank lines and comments are left out. */
export function iconNames(listFile) {
  return readFileSync(listFile, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
}

function symbol(name) {
  const filled = name.startsWith('filled/');
  const file = join(packageFolder, 'icons', filled ? `${name}.svg` : `outline/${name}.svg`);
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`icons.txt: @tabler/icons has no icon "${name}"`);
  }
  const body = text
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, '') // an empty frame that each drawing carries
    .replace(/\s*\n\s*/g, '')
    .replace(/\s+\/>/g, '/>');
  const paint = filled
    ? 'fill="currentColor" stroke="none"'
    : 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  const id = filled ? `${name.slice('filled/'.length)}-filled` : name;
  return `<symbol id="${id}" viewBox="0 0 24 24" ${paint}>${body}</symbol>`;
}

export function sprite(listFile) {
  return `<svg xmlns="http://www.w3.org/2000/svg">${iconNames(listFile).map(symbol).join('')}</svg>\n`;
}
