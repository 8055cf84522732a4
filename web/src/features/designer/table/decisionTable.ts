import 'dmn-js-decision-table/assets/css/dmn-js-decision-table.css'
import 'dmn-js-decision-table/assets/css/dmn-js-decision-table-controls.css'

export { default } from 'dmn-js-decision-table/lib/Editor'
