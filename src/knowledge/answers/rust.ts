import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const rustAnswers: Answers = {
  ecosystem: 'rust',
  expected: [
    {
      // Who asks for one kind of error knows what it means, unless it is that something is down or that anything failed.
      when: 'always',
      type: /^(?![^]*(?:Timeout|TimedOut|Connect\w*|Network|Unavailable|Internal\w*|Unknown|Other|Database|Request|Reqwest|Io|IO|Failed|Failure|Transport|Server\w*|is_timeout\(\)|is_connect\(\))$)[^]+$/,
    },
    // One kind of error, and something that is done about it.
    { when: 'answered', type: /^[^]+$/ },
    // Nothing came, or nobody will send.
    {
      when: 'always',
      type: /(?:^|::)(?:Try)?Recv(?:Timeout)?Error\b|(?:^|::)Elapsed$|::(?:Lagged|Disconnected|Closed|Empty|Full)$/,
    },
  ],
  checks: /^(?:verify|check|validate|is_\w+|ping)$/,
  readings:
    /^try_(?!connect|open|start|execute|query|fetch|send_|reserve_remote)\w+$|^(?:to|into)_\w+$|^from_(?!path|file|reader|env|disk|config|db|url)\w+$|^lock_\w+$|^(?:parse|decode|from_str|from_utf8|deserialize|unescape)(?:_\w+)?$/,
  questions:
    /(?:^|[._])(?:tx|sender|\w*tx|\w*sender|notifier|feedback|reply|respond_to|responder|ack|done|events?|channel)\s*(?:\.\w+\(\))?\s*\.(?:send|blocking_send|unbounded_send|send_async)$/,
  probes: words(`
    index_of column_with_name field_with_name domain_to_ascii domain_to_unicode changed NotNan::new from_raw DataUrl::process data_url::DataUrl::process
    to_string to_string_pretty to_value to_vec from_value parse from_str from_slice from_utf8 from_utf16 to_str into_string try_from try_into try_parse from_bytes from_digit
    std::env::var std::env::var_os env::var var dotenvy::dotenv dotenv dotenvy::var current_dir current_exe home_dir
    try_recv try_send try_lock try_read try_write try_borrow try_borrow_mut binary_search binary_search_by
    binary_search_by_key compare_exchange compare_exchange_weak duration_since checked_add strip_prefix strip_suffix
    downcast downcast_ref try_unwrap get_mut set metadata symlink_metadata canonicalize read_link try_exists
    lock read_to_string_lossy recv elapsed timeout elapsed_time parse_str decode_utf8 from_bits from_repr
    from_timestamp parse_from_str parse_from_rfc3339 parse_from_rfc2822 from_hex to_ascii as_str to_socket_addrs
    from_name from_bytes_until_nul from_bytes_with_nul from_static hostname gethostname
  `),
  cleanups: words(`
    remove_file remove_dir remove_dir_all shutdown close kill abort cancel sync_all set_nodelay leave try_wait
  `),
};
