import assert from 'node:assert/strict';
import { rendered } from './support.ts';

describe('pipelines of Jenkins, as people write them', () => {
  it('reads calls without parentheses: images that are built, tags that deploy', async () => {
    const lines = await rendered({
      Jenkinsfile: `pipeline {
  agent any
  stages {
    stage('Build') {
      steps {
        script {
          openshiftBuild bldCfg: 'shop', showBuildLogs: 'true'
          HASH = sh(script: """oc get istag shop:latest -o template | awk '{print \\$3}'""", returnStdout: true).trim()
        }
      }
    }
    stage('Deploy to dev') {
      steps {
        script {
          openshiftTag destStream: 'shop', destTag: 'backup-dev', srcStream: 'shop', srcTag: 'dev'
          openshiftTag destStream: 'shop', destTag: 'dev', srcStream: 'shop', srcTag: "\${HASH}"
          openshiftVerifyDeployment depCfg: 'shop', namespace: 'shop-dev'
        }
      }
    }
  }
}
`,
    });
    assert.deepEqual(lines, [
      'Build: container-build at 7 blocks yes',
      'Deploy to dev: wait-stable at 17 blocks yes',
      'Deploy to dev: deploys to dev at 16: approval no, waits yes, smoke no',
    ]);
  });

  it('reads steps of a library that are handed a variable', async () => {
    const lines = await rendered({
      Jenkinsfile: `houseStyle {
  def commit
  stage 'Build image', {
    dockerComposeBuild commit
  }
  stage 'Project tests', {
    dockerProjectTests 'shop', commit
  }
}
`,
    });
    assert.deepEqual(lines, [
      'Build image: container-build at 4 blocks unknown',
      'Project tests: unit-test at 7 blocks unknown',
    ]);
  });

  it('sees a deploy in a job that is started to deploy, and where that goes', async () => {
    const lines = await rendered({
      Jenkinsfile: `node {
  stage("Deploy to ACC") {
    build job: "Subtask_Playbook",
    parameters: [
      [$class: "StringParameterValue", name: "INVENTORY", value: "acceptance"],
      [$class: 'StringParameterValue', name: 'PLAYBOOK', value: 'deploy.yml'],
    ]
  }
  stage("Waiting for approval") {
    input "Deploy to Production?"
  }
  stage("Release") {
    build job: "Subtask_Playbook",
    parameters: [
      [$class: "StringParameterValue", name: "INVENTORY", value: "production"],
      [$class: 'StringParameterValue', name: 'PLAYBOOK', value: 'deploy.yml'],
    ]
  }
  stage("Docs") {
    build job: "Docs", parameters: [[$class: "StringParameterValue", name: "TARGET", value: "production"]]
  }
}
`,
    });
    assert.deepEqual(lines, [
      'Deploy to ACC: deploys to acceptance at 3: approval no, waits unknown, smoke unknown',
      'Waiting for approval: approval at 10 blocks yes',
      'Release: deploys to production at 13: approval yes, waits unknown, smoke unknown',
    ]);
  });

  it('takes helpers that only read a report for no gate', async () => {
    const lines = await rendered({
      Jenkinsfile: `def sonarGetStatus(json) { return json.status }
node {
  stage('Sonar') {
    sh 'sonar-scanner'
    def status = sonarGetStatus(readFile('report'))
  }
}
`,
    });
    assert.deepEqual(lines, ['Sonar: sast at 4 blocks no']);
  });

  it('takes the environment that a stage names, whatever it is called', async () => {
    const lines = await rendered({
      Jenkinsfile: `houseStyle {
  stage 'Deploy on continuumtest', {
    builderDeployRevision 'shop--continuumtest', commit
    builderSmokeTests 'shop--continuumtest'
  }
  stage 'Deploy to Kubernetes', {
    builderDeployRevision 'shop', commit
  }
}
`,
    });
    assert.deepEqual(lines, [
      'Deploy on continuumtest: smoke-test at 4 blocks unknown',
      'Deploy on continuumtest: deploys to continuumtest at 3: approval no, waits unknown, smoke yes',
      'Deploy to Kubernetes: deploys to unknown at 7: approval no, waits unknown, smoke unknown',
    ]);
  });

  it('runs what a builder of a library is told', async () => {
    const lines = await rendered({
      Jenkinsfile_CNP: `@Library("Infrastructure")
import uk.gov.GradleBuilder
GradleBuilder builder = new GradleBuilder(this, product)
withPipeline("java", product, app) {
  afterAlways('test') {
    builder.gradle(':integration-tests:integration')
    builder.gradle('checkstyleMain')
  }
}
`,
    });
    assert.deepEqual(lines, ['pipeline: integration-test at 6 blocks yes', 'pipeline: lint at 7 blocks yes']);
  });

  it('takes the name of a stage for what a step of a library does there, and no more', async () => {
    const lines = await rendered({
      Jenkinsfile: `pipeline {
  agent any
  libraries { lib("house-library@master") }
  stages {
    stage('Docker Build') {
      steps {
        script {
          buildAppWithMetrics {
            app = "shop"
          }
        }
      }
      post { failure { postMetric("shop.failure", 1) } }
    }
    stage('Lint') {
      steps { echo 'nothing yet' }
    }
    stage('Ship') {
      steps { deployEcs("shop") }
    }
  }
}
`,
    });
    assert.deepEqual(lines, [
      'Docker Build: container-build at 8 blocks unknown',
      'Ship: deploys to unknown at 19: approval no, waits unknown, smoke unknown',
    ]);
  });
});
