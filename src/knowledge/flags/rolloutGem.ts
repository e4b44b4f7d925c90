/** The rollout gem: https://github.com/fetlife/rollout */
import { at, common, switches, type FlagProvider } from './provider.ts';

export const rolloutGemFlags: FlagProvider = {
  name: 'rollout',
  title: 'Rollout',
  receivers: /^\$?(?:rollout|ROLLOUT)$/,
  sdks: [
    {
      ecosystem: 'ruby',
      modules: ['Rollout'],
      forms: [common(switches(['active?', 'inactive?', 'user_in_active_users?'], at(0)))],
    },
  ],
};
