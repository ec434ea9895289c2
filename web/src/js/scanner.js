import { text } from './text.js';

/**
 * `button[data-scan="#field"]`: reads a barcode with the camera into the field, where the browser can; the button is
 * shown only there (it starts `hidden`). In a textarea the code is added as a new line, elsewhere the form is sent.
 */
export function startScanner() {
  if (!('BarcodeDetector' in window) || !navigator.mediaDevices?.getUserMedia) return;
  const show = () => document.querySelectorAll('button[data-scan][hidden]').forEach((button) => (button.hidden = false));
  show();
  document.addEventListener('htmx:after:swap', show);
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button[data-scan]');
    const field = button && document.querySelector(button.dataset.scan);
    if (field) scan(field).catch(() => {});
  });
}

async function scan(field) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const dialog = document.createElement('dialog');
  dialog.className = 'scanner';
  const video = document.createElement('video');
  video.playsInline = true;
  video.muted = true;
  video.srcObject = stream;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'btn';
  close.textContent = text('close') || '×';
  close.addEventListener('click', () => dialog.close());
  dialog.append(video, close);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    stream.getTracks().forEach((track) => track.stop());
    dialog.remove();
  });
  dialog.showModal();
  await video.play();
  const detector = new window.BarcodeDetector();
  while (dialog.open) {
    const [found] = await detector.detect(video);
    if (found) {
      accept(field, found.rawValue);
      dialog.close();
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

function accept(field, code) {
  if (field instanceof HTMLTextAreaElement) {
    field.value += `${field.value && !field.value.endsWith('\n') ? '\n' : ''}${code};1\n`;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  } else {
    field.value = code;
    field.form?.requestSubmit();
  }
}
