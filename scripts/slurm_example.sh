#!/bin/sh
# slurm_example.sh - a thousand replications on four machines of a cluster with Slurm; copy and
# change it. Submit with `sbatch scripts/slurm_example.sh`; submit it again when time ran out:
# it goes on from what was kept, until the results are complete. docs/cluster.md explains.
#SBATCH --job-name=madosim
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=32
#SBATCH --mem=4G
#SBATCH --time=01:00:00
set -eu
folder=${MADOSIM_RESULTS:-results/thousand} # on a disk that all machines see

srun --mpi=pmix --cpu-bind=cores build/release-mpi/madosim run scenarios/yokohama-fy2020.yaml \
    -r 1000 -j "${SLURM_CPUS_PER_TASK:-1}" -o "$folder" --progress plain --checkpoint 300
