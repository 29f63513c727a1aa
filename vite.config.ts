import { existsSync, readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { widgetOriginsOf } from './scripts/widget-origins.ts'
import { isConfig, readConfig, type WidgetConfig } from './src/config.ts'
import { assetHeaders, documentHeaders, isDocument } from './src/response-headers.ts'

/** The settings that `npm run preview` serves: WIDGET_CONFIG, else those that the sandbox wrote last. */
const previewConfig = process.env.WIDGET_CONFIG ?? '.sandbox/config.json'

/**
 * Streams asks for the global object by `new Function("return this")()`, the one thing in it that Trusted Types forbid
 * (facts/stack.md, trap 2).
 */
const streamsWithoutEval: Plugin = {
  name: 'streams-without-eval',
  transform(code, id) {
    if (!id.includes('amazon-connect-streams')) return null
    return { code: code.replace(/new Function\((["'])return this\1\)\(\)/g, 'globalThis'), map: null }
  },
}

/** Cloudscape's global sheet carries 134 KB (gz) of fonts as data; the system's own are used (facts/stack.md, trap 3). */
const cloudscapeWithoutFonts: Plugin = {
  name: 'cloudscape-without-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('@cloudscape-design/global-styles') || !id.endsWith('.css')) return null
    return { code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null }
  },
}

const productionHeaders: Plugin = {
  name: 'production-headers',
  configurePreviewServer(server) {
    const config = readPreviewConfig()
    const document = readFileSync('dist/index.html')
    server.middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const isPage = isDocument(pathname)
      const headers = isPage ? documentHeaders(widgetOriginsOf(config)) : assetHeaders(pathname)
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      // Answered here and not by Vite, which would put its own Cache-Control over ours.
      if (isPage) return response.setHeader('Content-Type', 'text/html; charset=utf-8').end(document)
      if (pathname !== '/config.json') return next()
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(config))
    })
  },
}

function readPreviewConfig(): WidgetConfig {
  if (!existsSync(previewConfig)) {
    throw new Error(`There are no settings at ${previewConfig}. Run npm start once, or name a file in WIDGET_CONFIG.`)
  }
  const config = readConfig(JSON.parse(readFileSync(previewConfig, 'utf8')))
  if (isConfig(config)) return config
  throw new Error(`${previewConfig}: mend ${config.settings.join(', ')}`)
}

export default defineConfig({
  plugins: [react(), streamsWithoutEval, cloudscapeWithoutFonts, productionHeaders],
  // fhirclient's browser build would polyfill what every browser here has (facts/stack.md, trap 1).
  define: { FHIRCLIENT_PURE: 'true' },
  // Found late, it would make Vite reload the page in the middle of a launch, which is good once.
  optimizeDeps: { include: ['fhirclient/lib/entry/browser.js', 'jose'] },
  build: { target: 'es2022', sourcemap: false, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: [...configDefaults.exclude, 'tests/e2e/**'],
    testTimeout: 20_000,
    // By itself Vitest leaves a core to others; most of our tests wait for a wire, and two cores are all that CI has.
    maxWorkers: 2,
    css: false,
  },
})
