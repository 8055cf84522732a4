import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = `http://127.0.0.1:${process.env.HUIQIAN_PORT ?? '8600'}`

/** What pdf.js fetches when a file needs it: Chinese character maps, fonts that files leave out, decoders. */
function pdfParts(): Plugin {
  const home = new URL('node_modules/pdfjs-dist/', import.meta.url)
  const { version } = JSON.parse(readFileSync(new URL('package.json', home), 'utf8')) as { version: string }
  const wanted: [string, RegExp][] = [
    ['cmaps', /\.bcmap$/],
    ['standard_fonts', /\.(pfb|ttf)$/],
    ['wasm', /_nowasm_fallback\.js$/],
  ]
  return {
    name: 'pdf-parts',
    apply: 'build',
    generateBundle() {
      for (const [folder, pattern] of wanted)
        for (const name of readdirSync(new URL(`${folder}/`, home)))
          if (pattern.test(name))
            this.emitFile({
              type: 'asset',
              fileName: `assets/pdfjs-${version}/${folder}/${name}`,
              source: readFileSync(new URL(`${folder}/${name}`, home)),
            })
    },
  }
}

/** An icon beside a text is no name: left alone, it would tell a screen reader "plus" before every "登记". */
function silentIcons(): Plugin {
  const name = /role: "img",\s*"aria-label": icon\.name/
  let isDone = false
  return {
    name: 'silent-icons',
    apply: 'build',
    transform: {
      filter: { id: /@ant-design\/icons\/.*AntdIcon/ },
      handler(code) {
        if (!name.test(code)) throw new Error('the icons name themselves in another way now')
        isDone = true
        return { code: code.replace(name, '"aria-hidden": true'), map: null }
      },
    },
    generateBundle() {
      if (!isDone) throw new Error('the icons were not found, and would speak English')
    },
  }
}

export default defineConfig({
  base: '/app/',
  plugins: [react(), silentIcons(), pdfParts()],
  resolve: {
    alias: [
      // The FEEL editor with our engine behind it stands in for the original, in the panel too.
      {
        find: /^@bpmn-io\/feel-editor$/,
        replacement: fileURLToPath(new URL('src/features/designer/feel/editor.ts', import.meta.url)),
      },
      {
        find: 'feel-editor-of-bpmn-io',
        replacement: fileURLToPath(
          new URL('node_modules/@bpmn-io/feel-editor/dist/index.js', import.meta.url),
        ),
      },
    ],
  },
  // pdf.js starts its worker as a module.
  worker: { format: 'es' },
  build: {
    // Agency desktops run browsers whose core is this old.
    target: ['chrome93'],
    outDir: 'dist',
    manifest: true,
    // The content-security policy lets no inline script run, and none is needed.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: { '^/(?!app/|@)': { target: server } },
  },
})
