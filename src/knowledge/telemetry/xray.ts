/** AWS X-Ray, its own SDK. */
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const xrayVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'xray',
  label: 'AWS X-Ray',
  packages: [
    { ecosystem: 'go', sdk: ['github.com/aws/aws-xray-sdk-go', 'github.com/aws/aws-xray-sdk-go/v2'], api: [] },
    { ecosystem: 'jvm', sdk: ['com.amazonaws:aws-xray-recorder-sdk-*'], api: [] },
    { ecosystem: 'dotnet', sdk: ['AWSXRayRecorder*'], api: [] },
    { ecosystem: 'ruby', sdk: ['aws-xray-sdk'], api: [] },
  ],
  agents: [javaAgent('disco-java-agent', ['traces'])],
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['aws-xray-sdk']],
      loader: 'Bundler.require',
      loads: ['aws-xray-sdk/facets/rails/railtie'],
      signals: ['traces'],
    },
  ],
  initialisers: [
    { ecosystem: 'go', call: 'github.com/aws/aws-xray-sdk-go/xray.Handler', signals: ['traces'] },
    { ecosystem: 'go', call: 'github.com/aws/aws-xray-sdk-go/v2/xray.Handler', signals: ['traces'] },
    { ecosystem: 'dotnet', method: 'UseXRay', signals: ['traces'] },
    { ecosystem: 'ruby', call: 'XRay.recorder.configure', signals: ['traces'] },
    { ecosystem: 'python', call: 'aws_xray_sdk.core.patch_all', signals: ['traces'] },
    { ecosystem: 'python', call: 'aws_xray_sdk.core.xray_recorder.configure', signals: ['traces'] },
    { ecosystem: 'node', call: 'aws-xray-sdk.captureHTTPsGlobal', signals: ['traces'] },
    { ecosystem: 'node', call: 'aws-xray-sdk-core.captureHTTPsGlobal', signals: ['traces'] },
    { ecosystem: 'node', call: 'aws-xray-sdk.express.openSegment', signals: ['traces'] },
  ],
  switches: [{ name: 'AWS_XRAY_SDK_ENABLED', values: ['false'], signals: ['traces'] }],
};
