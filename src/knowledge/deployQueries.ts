/** Commands that ask a platform what runs there now. */

/** Of what is deployed, not of a task that runs once. */
export const deployQuery =
  /^(?:aws ecs describe-services|aws deploy get-deployment|aws cloudformation describe-stacks|aws elasticbeanstalk describe-environments|aws lambda get-function|(?:kubectl|oc)\b.* ?get (?:deploy|statefulset|sts|daemonset|pod|rollout|svc|route|application)\w*|az (?:webapp|containerapp|functionapp)\b.* ?(?:show|list)|gcloud (?:beta )?run (?:services|revisions) (?:describe|list)|cf (?:app|curl|apps)\b|heroku (?:releases|ps)|(?:flyctl|fly) (?:status|checks)|argocd app get|helm (?:status|get)|docker (?:service|stack) (?:ps|inspect|ls)|nomad (?:job|deployment) status|kamal (?:app|version))\b/;
