import { AppError } from '#lib/domain/errors.ts'
import { StatementLevel } from '#lib/domain/statement.ts'

const known = StatementLevel.options.join(', ')

/** `feature,model` as levels. The tenant comes first by itself; it may be named. */
export function statementLevels(text: string): StatementLevel[] {
  const names = text.split(',').map((name) => name.trim())
  const levels = (names[0] === 'tenant' ? names.slice(1) : names).map((name) => {
    const level = StatementLevel.safeParse(name)
    if (!level.success) throw refused(`"${name.slice(0, 40)}" is none`)
    return level.data
  })
  if (levels.length === 0 || levels.length > 2) throw refused(`these are ${levels.length}`)
  if (new Set(levels).size !== levels.length) throw refused('these are the same')
  return levels
}

function refused(problem: string): AppError {
  return new AppError('bad_request', `\`groupBy\` is one or two of ${known}, joined by a comma: ${problem}.`)
}
