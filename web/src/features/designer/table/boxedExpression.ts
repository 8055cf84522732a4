import 'dmn-js-boxed-expression/assets/css/dmn-js-boxed-expression.css'
import 'dmn-js-boxed-expression/assets/css/dmn-js-boxed-expression-controls.css'

export { Editor as default } from 'dmn-js-boxed-expression/lib/Editor'
