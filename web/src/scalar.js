// The API viewer of /developers, a bundle of its own: `<div id="api-reference" data-url="/openapi.json"></div>`.
import { createApiReference } from '@scalar/api-reference';
import '@scalar/api-reference/style.css';

const place = document.getElementById('api-reference');
if (place) {
  createApiReference(place, {
    url: place.dataset.url,
    withDefaultFonts: false,
    hideClientButton: true,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    showDeveloperTools: 'never',
    darkMode: document.documentElement.getAttribute('data-bs-theme') === 'dark',
    hideDarkModeToggle: true,
  });
}
