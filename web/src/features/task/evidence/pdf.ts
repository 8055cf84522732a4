/** pdf.js, loaded when the first PDF is opened; its character maps, fonts and decoders are ours to serve. */
import '../../../older'

import * as pdfjs from 'pdfjs-dist'

import worker from './pdf-worker?worker&url'

pdfjs.GlobalWorkerOptions.workerSrc = worker

const BASE =
  import.meta.env.BASE_URL + (import.meta.env.DEV ? 'node_modules/pdfjs-dist/' : `assets/pdfjs-${pdfjs.version}/`)
const HOME = new URL(BASE, window.location.origin).href

export type Document = pdfjs.PDFDocumentProxy

export function openPdf(data: ArrayBuffer) {
  return pdfjs.getDocument({
    data,
    cMapUrl: `${HOME}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${HOME}standard_fonts/`,
    wasmUrl: `${HOME}wasm/`,
    // The security policy lets nothing be compiled, WebAssembly included; scripts in files never run.
    useWasm: false,
    enableXfa: false,
    isEvalSupported: false,
  } as Parameters<typeof pdfjs.getDocument>[0])
}
