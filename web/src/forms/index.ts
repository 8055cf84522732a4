/** Forms for all who show one: start, correction, tasks, preview. */
export { CaseForm, type CaseFormHandle, type CaseFormProps, findingsAsErrors } from './CaseForm'
export { check } from './check'
export { Corrected, type CorrectedRow, isSame, saysOnly } from './Corrected'
export { Facts } from './Facts'
export type { Widget, WidgetProps, Widgets } from './fields'
export { Readable, shortText, untagged, Vocabulary } from './Readable'
export type { Change, FieldError, Fields, FieldSchema, FormDocument, Outcome } from './types'
export { uploadAttachment, uploadRoster } from './upload'
