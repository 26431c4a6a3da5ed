/** The microphone closes with the session of who spoke into it. */
export const letGoOfHeadset = (): void => {
  import('#domains/telephony/web/public.tsx').then(({ headset }) => headset.stop()).catch(() => {})
}
