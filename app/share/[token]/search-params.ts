import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { runViews } from '#components/run/run-views.ts'

/** What a link to a place in the shared run carries. */
export const sharedRunParams = { view: parseAsStringLiteral(runViews), span: parseAsString, root: parseAsString }
