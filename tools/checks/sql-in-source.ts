import ts from 'typescript'

const looksLikeSql = /^\s*(?:--.*\n\s*)*(?:select|insert|update|delete|with|copy|merge|lock|truncate|table)\s/i
const takesTables = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'from',
  'using',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
  'table',
  'withSchema',
])

const literalText = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ? ')
}

const tablesOfCall = (node: ts.Node): string[] => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  if (!takesTables.has(node.expression.name.text)) return []
  const [first] = node.arguments
  const named = first && ts.isArrayLiteralExpression(first) ? first.elements : first ? [first] : []
  return named.flatMap((part) => literalText(part) ?? [])
}

const isSqlTag = (tag: ts.Expression): boolean => /^sql\b/.test(tag.getText())

const sqlOf = (node: ts.Node): string[] => {
  if (ts.isTaggedTemplateExpression(node) && isSqlTag(node.tag)) return [literalText(node.template) ?? '']
  const text = literalText(node)
  return text !== undefined && looksLikeSql.test(text) ? [text] : []
}

/** `schema.name` wherever a source file speaks SQL: in Kysely's calls, in sql templates and in plain SQL text. */
export const namesInSql = (path: string, text: string): string[] => {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    for (const table of tablesOfCall(node)) names.add(table.trim().split(/\s/)[0] ?? '')
    for (const sql of sqlOf(node)) {
      for (const [name] of withoutQuoted(sql).matchAll(/\b[a-z_]+\.[a-z_]\w*\(?/gi)) names.add(name)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return [...names]
}

/** SQL without its comments and text values, in which a dotted word is not a table. */
const withoutQuoted = (sql: string): string => sql.replace(/--.*$/gm, ' ').replace(/'(?:[^']|'')*'/g, "''")
