import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { Invitation, Member } from '#lib/domain/access/account.ts'
import {
  InvitationList,
  MemberList,
  NewInvitation,
  type InvitationInput,
  type MemberChange,
  type MemberRemoval,
} from '#lib/domain/access/member-input.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'
import { meQueries } from './me.ts'

export const memberQueries = {
  list: (project: string) =>
    queryOptions({
      queryKey: ['members', project, 'list'],
      queryFn: ({ signal }) => getJson(apiPaths.members(project), MemberList, signal),
    }),
  /** Invitations that can still be used. */
  invitations: (project: string) =>
    queryOptions({
      queryKey: ['members', project, 'invitations'],
      queryFn: ({ signal }) => getJson(apiPaths.invitations(project), InvitationList, signal),
    }),
}

export type MemberUpdate =
  | { type: 'change'; userId: string; input: MemberChange }
  | { type: 'remove'; userId: string; input: MemberRemoval }

/** A role that changes, or a member who goes; the lists are asked for again, also when it was refused. */
export const memberChange = (project: string) =>
  mutationOptions({
    mutationFn: ({ type, userId, input: body }: MemberUpdate) =>
      sendJson({ method: type === 'change' ? 'PUT' : 'DELETE', url: apiPaths.member(project, userId), body }, Member),
    onSettled: (_member, _error, _change, _before, { client }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['members', project] }),
        // One may have changed oneself.
        client.invalidateQueries({ queryKey: meQueries.me().queryKey }),
      ]),
  })

export const invitationCreation = (project: string) =>
  mutationOptions({
    mutationFn: (body: InvitationInput) =>
      sendJson({ method: 'POST', url: apiPaths.invitations(project), body }, NewInvitation),
    onSettled: (_made, _error, _input, _before, { client }) =>
      client.invalidateQueries({ queryKey: memberQueries.invitations(project).queryKey }),
  })

export const invitationWithdrawal = (project: string) =>
  mutationOptions({
    mutationFn: (invitationId: string) =>
      sendJson({ method: 'DELETE', url: apiPaths.invitation(project, invitationId), body: {} }, Invitation),
    onSettled: (_invitation, _error, _id, _before, { client }) =>
      client.invalidateQueries({ queryKey: memberQueries.invitations(project).queryKey }),
  })
