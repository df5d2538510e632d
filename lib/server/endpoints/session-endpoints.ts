import { z } from 'zod'
import { SessionList } from '#lib/domain/run.ts'
import { SessionTurns } from '#lib/domain/session.ts'
import { SessionDetail, SessionDetailQuery } from '../services/sessions/get-session.ts'
import { SessionListQuery } from '../services/sessions/list-sessions.ts'
import { SessionTurnsQuery } from '../services/sessions/list-turns.ts'
import { type Endpoint, ofProject } from './endpoint.ts'

const ofSession = ofProject.extend({ session: z.string().min(1).max(1024).describe('Session or conversation id.') })

/** Sessions and their turns. */
export const sessionEndpoints = {
  listSessions: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/sessions',
    summary: 'Sessions of the runs that match, a page at a time',
    params: ofProject,
    query: SessionListQuery,
    response: SessionList,
  },
  getSession: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/sessions/{session}',
    summary: 'One session and its runs',
    params: ofSession,
    query: SessionDetailQuery,
    response: SessionDetail,
  },
  listTurns: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/sessions/{session}/turns',
    summary: 'The runs of a session in the order in which they began, each with what was asked and answered',
    params: ofSession,
    query: SessionTurnsQuery,
    response: SessionTurns,
  },
} as const satisfies Record<string, Endpoint>
