/** AWS X-Ray, its own SDK. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const xrayVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'xray',
  label: 'AWS X-Ray',
  initialisers: [
    { ecosystem: 'python', call: 'aws_xray_sdk.core.patch_all', signals: ['traces'] },
    { ecosystem: 'python', call: 'aws_xray_sdk.core.xray_recorder.configure', signals: ['traces'] },
    { ecosystem: 'node', call: 'aws-xray-sdk.captureHTTPsGlobal', signals: ['traces'] },
    { ecosystem: 'node', call: 'aws-xray-sdk-core.captureHTTPsGlobal', signals: ['traces'] },
    { ecosystem: 'node', call: 'aws-xray-sdk.express.openSegment', signals: ['traces'] },
  ],
  switches: [{ name: 'AWS_XRAY_SDK_ENABLED', values: ['false'], signals: ['traces'] }],
};
