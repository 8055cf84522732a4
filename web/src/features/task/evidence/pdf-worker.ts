/** The worker of pdf.js on the oldest browser that is supported. */
import '../../../older'
import 'pdfjs-dist/build/pdf.worker.mjs'
