import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { InvitationAsk, Person, SetUpAsk, SignIn } from '#lib/domain/access/account.ts'
import type {
  AcceptInput,
  NameInput,
  PasswordInput,
  SetUpInput,
  SignInInput,
} from '#lib/domain/access/account-input.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'
import { meQueries } from './me.ts'

const Done = z.object({ done: z.boolean() })
const SignInList = z.object({ items: z.array(SignIn) })
const Joined = z.object({ project: z.string() })

export const accountQueries = {
  signIns: () =>
    queryOptions({
      queryKey: ['account', 'sign-ins'],
      queryFn: ({ signal }) => getJson(apiPaths.signIns, SignInList, signal),
    }),
  /** What a one-time link is for. Looking leaves it unused; once used it must not be asked about again. */
  setUpLink: (token: string) =>
    queryOptions({
      queryKey: ['account', 'set-up', token],
      queryFn: () => sendJson({ method: 'POST', url: apiPaths.setUpLook, body: { token } }, SetUpAsk),
      staleTime: Infinity,
      refetchOnReconnect: false,
    }),
  invitation: (token: string) =>
    queryOptions({
      queryKey: ['account', 'invitation', token],
      queryFn: () => sendJson({ method: 'POST', url: apiPaths.invitationLook, body: { token } }, InvitationAsk),
      staleTime: Infinity,
      refetchOnReconnect: false,
    }),
}

export const signingIn = () =>
  mutationOptions({
    mutationFn: (body: z.input<typeof SignInInput>) => sendJson({ method: 'POST', url: apiPaths.signIn, body }, Done),
  })

export const signingOut = () =>
  mutationOptions({
    mutationFn: () => sendJson({ method: 'POST', url: apiPaths.signOut, body: {} }, Done),
  })

export const settingUp = () =>
  mutationOptions({
    mutationFn: (body: z.input<typeof SetUpInput>) => sendJson({ method: 'POST', url: apiPaths.setUp, body }, Done),
  })

export const accepting = () =>
  mutationOptions({
    mutationFn: (body: z.input<typeof AcceptInput>) =>
      sendJson({ method: 'POST', url: apiPaths.invitationAccept, body }, Joined),
  })

export const nameChange = () =>
  mutationOptions({
    mutationFn: (body: z.input<typeof NameInput>) => sendJson({ method: 'PUT', url: apiPaths.me, body }, Person),
    onSettled: (_person, _error, _body, _before, { client }) =>
      client.invalidateQueries({ queryKey: meQueries.me().queryKey }),
  })

export const passwordChange = () =>
  mutationOptions({
    mutationFn: (body: z.input<typeof PasswordInput>) =>
      sendJson({ method: 'PUT', url: apiPaths.password, body }, Done),
    onSettled: (_done, _error, _body, _before, { client }) =>
      client.invalidateQueries({ queryKey: accountQueries.signIns().queryKey }),
  })

export const signInEnd = () =>
  mutationOptions({
    mutationFn: (signInId: string) => sendJson({ method: 'DELETE', url: apiPaths.signInOf(signInId), body: {} }, Done),
    onSettled: (_done, _error, _signInId, _before, { client }) =>
      client.invalidateQueries({ queryKey: accountQueries.signIns().queryKey }),
  })

/** Every sign-in of whoever asks, this one too. */
export const everySignInEnd = () =>
  mutationOptions({ mutationFn: () => sendJson({ method: 'DELETE', url: apiPaths.signIns, body: {} }, Done) })
