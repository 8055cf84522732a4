"""Reading diagrams: BPMN bytes in, an immutable node table or a full report of problems out."""
