import { z } from 'zod'
import { InvitationAsk, Me, Person, SetUpAsk, SignIn } from '#lib/domain/access/account.ts'
import {
  AcceptInput,
  NameInput,
  PasswordInput,
  SetUpInput,
  SignInInput,
  TokenInput,
} from '#lib/domain/access/account-input.ts'
import { type Endpoint, noQuery } from './endpoint.ts'

const noParams = z.object({})
const done = z.object({ done: z.boolean() })
const nothing = z.object({})
const ofSignIn = z.object({ signInId: z.uuid().describe('Id of a sign-in.') })

/** Signing in and out, and what people do with their own account. */
export const accountEndpoints = {
  signIn: {
    access: 'public',
    method: 'POST',
    path: '/api/v1/sign-in',
    summary: 'Signs in with e-mail and password; the answer sets the cookie',
    params: noParams,
    query: noQuery,
    body: SignInInput,
    response: done,
  },
  signOut: {
    access: 'public',
    method: 'POST',
    path: '/api/v1/sign-out',
    summary: 'Ends this sign-in, wherever it is used',
    params: noParams,
    query: noQuery,
    body: nothing,
    response: done,
  },
  lookAtSetUp: {
    access: 'public',
    method: 'POST',
    path: '/api/v1/set-up/look',
    summary: 'What a one-time link is for; it stays unused',
    params: noParams,
    query: noQuery,
    body: TokenInput,
    response: SetUpAsk,
  },
  setUp: {
    access: 'public',
    method: 'POST',
    path: '/api/v1/set-up',
    summary: 'Creates the owner with a one-time link, or sets a new password; signs in',
    params: noParams,
    query: noQuery,
    body: SetUpInput,
    response: done,
  },
  lookAtInvitation: {
    access: 'public',
    method: 'POST',
    path: '/api/v1/invitation/look',
    summary: 'What an invitation offers; it stays unused',
    params: noParams,
    query: noQuery,
    body: TokenInput,
    response: InvitationAsk,
  },
  acceptInvitation: {
    access: 'public',
    method: 'POST',
    path: '/api/v1/invitation/accept',
    summary: 'Joins the project of an invitation, with a new account or with the one that is signed in',
    params: noParams,
    query: noQuery,
    body: AcceptInput,
    response: z.object({ project: z.string() }),
  },
  getMe: {
    access: 'caller',
    path: '/api/v1/me',
    summary: 'Who is signed in, and the projects that are open to them',
    params: noParams,
    query: noQuery,
    response: Me,
  },
  changeName: {
    access: 'person',
    method: 'PUT',
    path: '/api/v1/me',
    summary: 'Changes the name of whoever is signed in',
    params: noParams,
    query: noQuery,
    body: NameInput,
    response: Person,
  },
  changePassword: {
    access: 'person',
    method: 'PUT',
    path: '/api/v1/me/password',
    summary: 'Changes the password; every other sign-in ends',
    params: noParams,
    query: noQuery,
    body: PasswordInput,
    response: done,
  },
  listSignIns: {
    access: 'person',
    path: '/api/v1/me/sign-ins',
    summary: 'Devices on which whoever asks is signed in',
    params: noParams,
    query: noQuery,
    response: z.object({ items: z.array(SignIn) }),
  },
  endSignIn: {
    access: 'person',
    method: 'DELETE',
    path: '/api/v1/me/sign-ins/{signInId}',
    summary: 'Signs out on one device',
    params: ofSignIn,
    query: noQuery,
    response: done,
  },
  endSignIns: {
    access: 'person',
    method: 'DELETE',
    path: '/api/v1/me/sign-ins',
    summary: 'Signs out everywhere, here too',
    params: noParams,
    query: noQuery,
    response: done,
  },
} as const satisfies Record<string, Endpoint>
