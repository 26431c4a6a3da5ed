/**
 * What a node loads, and nothing else: each module left out is a door that need not be guarded. No `chan_iax2`, no AMI,
 * no voicemail, no queue, no database driver; the dialplan knows three contexts (configuration.ts).
 */
export const modules: readonly string[] = [
  ...['pbx_config', 'res_timing_timerfd', 'res_crypto', 'res_security_log'],
  ...['res_sorcery_config', 'res_sorcery_memory', 'res_sorcery_astdb'],
  ...['res_http_websocket', 'res_websocket_client', 'chan_websocket'],
  ...['res_rtp_asterisk', 'res_srtp', 'res_musiconhold', 'res_pjproject', 'res_pjsip', 'chan_pjsip'],
  ...pjsip(
    'session sdp_rtp registrar authenticator_digest outbound_authenticator_digest outbound_registration',
    'endpoint_identifier_ip endpoint_identifier_user transport_websocket nat caller_id dtmf_info rfc3326',
    'header_funcs logger dlg_options pubsub acl',
  ),
  ...['func_pjsip_endpoint', 'func_pjsip_contact', 'func_pjsip_aor'],
  // Neither bridge_simple nor bridge_native_rtp: in a bridge of two they hand on frames with the other side's RTP numbers,
  // and a spy that heard one telephone may take those of the next for late and record nothing. Mixed sound has no numbers.
  ...['bridge_softmix', 'bridge_holding', 'bridge_builtin_features'],
  // Without it, playing to a bridge and recording one answer 500 "Failed to create recording channel".
  'chan_bridge_media',
  ...['codec_alaw', 'codec_ulaw', 'codec_a_mu', 'codec_g722', 'codec_gsm', 'codec_resample'],
  ...['codec_opus_open_source', 'res_format_attr_opus', 'format_pcm', 'format_wav', 'format_sln', 'format_gsm'],
  // Prompts of our own are fetched over HTTP, and kept.
  ...['res_curl', 'res_http_media_cache'],
  ...['app_dial', 'app_playback', 'app_echo', 'app_milliwatt', 'app_amd', 'app_stasis', 'app_verbose'],
  ...['func_callerid', 'func_channel', 'func_logic', 'func_strings', 'func_global', 'func_math', 'func_rand'],
  ...['func_hangupcause', 'func_talkdetect', 'func_jitterbuffer', 'func_volume'],
  ...['res_stasis', 'res_stasis_answer', 'res_stasis_playback', 'res_stasis_recording', 'res_stasis_snoop'],
  ...['res_stasis_device_state', 'res_ari', 'res_ari_model', 'res_ari_applications', 'res_ari_asterisk'],
  ...['res_ari_bridges', 'res_ari_channels', 'res_ari_device_states', 'res_ari_endpoints', 'res_ari_events'],
  ...['res_ari_playbacks', 'res_ari_recordings', 'res_ari_sounds'],
]

function pjsip(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(' ').map((name) => `res_pjsip_${name}`))
}
