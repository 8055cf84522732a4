import 'dmn-js-literal-expression/assets/css/dmn-js-literal-expression.css'

export { default } from 'dmn-js-literal-expression/lib/Editor'
