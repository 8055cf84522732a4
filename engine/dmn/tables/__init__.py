"""Decision tables: columns, rules, the index over equality columns, hit policies."""
