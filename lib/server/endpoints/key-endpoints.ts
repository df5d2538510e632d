import { z } from 'zod'
import { KeyInput, KeyList, KeyRevocation, KeyRotation, KeyView, MadeKey } from '#lib/domain/access/key.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

const ofKey = ofProject.extend({ keyId: z.uuid().describe('Id of an API key.') })

/** API keys of a project. A secret is answered once, to who makes the key. */
export const keyEndpoints = {
  listKeys: {
    access: 'key:read',
    path: '/api/v1/projects/{project}/keys',
    summary: 'API keys with what they are bound to and when they were last used, never what opens anything',
    params: ofProject,
    query: noQuery,
    response: KeyList,
  },
  createKey: {
    access: 'key:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/keys',
    summary: 'Makes an API key; its secret is in this answer and in no other',
    params: ofProject,
    query: noQuery,
    body: KeyInput,
    response: MadeKey,
  },
  rotateKey: {
    access: 'key:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/keys/{keyId}/rotate',
    summary: 'Makes a key with the settings of another, which ends after an overlap',
    params: ofKey,
    query: noQuery,
    body: KeyRotation,
    response: MadeKey,
  },
  revokeKey: {
    access: 'key:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/keys/{keyId}',
    summary: 'Ends an API key for good, within five seconds everywhere',
    params: ofKey,
    query: noQuery,
    body: KeyRevocation,
    response: KeyView,
  },
} as const satisfies Record<string, Endpoint>
