/** How decisions, inputs and functions hang together: the editor of bpmn.io, laid out by us where a file has no drawing. */
import 'diagram-js/assets/diagram-js.css'
import 'dmn-js-drd/assets/css/dmn-js-drd.css'
import Modeler from 'dmn-js-drd/lib/Modeler'

import { Drawing } from './drawing'

/** The editor's own draws decisions one over the other, without inputs and lines. */
class DrdEditor extends (Modeler as any) {}

const own = { __init__: ['diGenerator'], diGenerator: ['type', Drawing] }
DrdEditor.prototype._modules = [...(Modeler as any).prototype._modules, own]

export default DrdEditor
