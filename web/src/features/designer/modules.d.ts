/* Libraries without types of their own. */
declare module 'bpmn-js/lib/Modeler'
declare module 'bpmn-js-properties-panel'
declare module '@bpmn-io/properties-panel'
declare module '@bpmn-io/properties-panel/preact'
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud'
declare module 'bpmn-js-i18n/translations/zn' {
  const words: Record<string, string>
  export default words
}
declare module 'bpmn-js-i18n-zh/lib/*' {
  const words: Record<string, string>
  export default words
}
declare module 'feel-editor-of-bpmn-io'
declare module 'bpmnlint/lib/linter'
declare module 'bpmnlint/rules/*'
declare module 'dmn-js-decision-table/lib/Editor'
declare module 'dmn-js-shared/lib/base/EditingManager'
declare module 'dmn-js-shared/lib/util/ModelUtil'
declare module 'dmn-js-shared/lib/util/DiUtil'
declare module 'dmn-js-drd/lib/Modeler'
declare module 'dmn-js-literal-expression/lib/Editor'
declare module 'dmn-js-boxed-expression/lib/Editor'
