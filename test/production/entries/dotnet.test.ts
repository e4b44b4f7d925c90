/** Programs of .NET, from assembly to the file of the project that starts. */
import assert from 'node:assert/strict';
import { entryOfCommand, entryOfImage } from './entryOf.ts';

const top = 'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.Run();\n';
const files = {
  'src/Shop.Api/Shop.Api.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  'src/Shop.Api/Program.cs': top,
  'src/Shop.Jobs/Jobs.csproj':
    '<Project><PropertyGroup><AssemblyName>shop-jobs</AssemblyName></PropertyGroup></Project>',
  'src/Shop.Jobs/Startup/Worker.cs': 'namespace Shop;\nclass Worker { static async Task Main(string[] args) {} }\n',
  'src/Shop.Core/Shop.Core.csproj': '<Project></Project>',
  'src/Shop.Core/Core.cs': 'namespace Shop;\nclass Core {}\n',
};
const build =
  'FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish src/Shop.Api -c Release -o /app\nFROM mcr.microsoft.com/dotnet/aspnet:9.0\nWORKDIR /app\nCOPY --from=build /app .\n';

describe('entry points of .NET', () => {
  it('finds the project by the name of its assembly', async () => {
    assert.equal(
      await entryOfImage(`${build}ENTRYPOINT ["dotnet", "Shop.Api.dll"]\n`, files),
      'src/Shop.Api/Program.cs',
    );
    assert.equal(
      await entryOfImage(`${build}ENTRYPOINT ["dotnet", "shop-jobs.dll"]\n`, files),
      'src/Shop.Jobs/Startup/Worker.cs',
    );
    assert.equal(await entryOfImage(`${build}ENTRYPOINT ["./Shop.Api"]\n`, files), 'src/Shop.Api/Program.cs');
  });

  it('runs the project that `dotnet run` is told', async () => {
    assert.equal(await entryOfCommand('dotnet run --project src/Shop.Api', files), 'src/Shop.Api/Program.cs');
    assert.equal(
      await entryOfCommand('dotnet run --project src/Shop.Jobs/Jobs.csproj', files),
      'src/Shop.Jobs/Startup/Worker.cs',
    );
    assert.equal(await entryOfCommand('cd src/Shop.Api && dotnet watch', files), 'src/Shop.Api/Program.cs');
  });

  it('says nothing of libraries and of assemblies of elsewhere', async () => {
    assert.match(await entryOfCommand('dotnet Shop.Core.dll', files), /^\?/);
    assert.match(await entryOfCommand('dotnet Other.dll', files), /^\? no project makes/);
    assert.match(await entryOfCommand('dotnet $DLL', files), /^\?/);
    assert.match(await entryOfCommand('dotnet', files), /^\?/);
  });

  it('looks behind the script that sets the profiler', async () => {
    const image = `${build}ENTRYPOINT ["./instrument.sh", "dotnet", "Shop.Api.dll"]\n`;
    assert.equal(await entryOfImage(image, files), 'src/Shop.Api/Program.cs');
  });
});
