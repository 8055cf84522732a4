import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.HUIQIAN_PORT ?? '8600'}`

export default defineConfig({
  base: '/app/',
  plugins: [react()],
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
