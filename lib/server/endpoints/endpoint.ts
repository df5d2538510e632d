import { z } from 'zod'
import type { Action } from '#lib/domain/access/can.ts'
import { ProjectId } from '#lib/domain/project.ts'

/** One endpoint: what its route parses and answers, and what the OpenAPI document says of it. */
export type Endpoint<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  R extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> = {
  access: EndpointAccess
  /** GET where left out. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  summary: string
  params: P
  query: Q
  /** JSON that is sent along. */
  body?: B
  response: R
  /** Media types of the answer where it is a file instead of JSON. */
  files?: readonly string[]
}

/**
 * Who may call an endpoint: whoever may do the action in the project of the path, or in the installation where the
 * path names none; `caller` is everybody who is signed in or has a key, and the handler decides what they see; `person`
 * is everybody who is signed in; `link` is whoever has the token in the path: nothing else is looked at, and nobody may keep the answer; `public` is anybody.
 */
export type EndpointAccess = Action | 'caller' | 'person' | 'link' | 'public'

export const noQuery = z.object({})
export const ofProject = z.object({ project: ProjectId.describe('The project.') })
export const hexId = z.string().regex(/^[0-9a-fA-F]{1,64}$/, 'hexadecimal digits')
export const ofRun = ofProject.extend({ runId: hexId.describe('Id of a run, or of a trace that belongs to one.') })
export const ofSpan = ofRun.extend({
  spanId: hexId.describe('Id of a span, or of a log record that stands for a call.'),
})

/** Query of the tree, whichever way the run is read. */
export const RunSpansQuery = z.object({
  shape: z
    .enum(['nodes', 'columns'])
    .default('nodes')
    .describe('`columns` has the same facts by field instead of by node: less text for a large run.'),
})
