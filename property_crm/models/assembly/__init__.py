# what belongs to an assembly
from . import property_assembly_kept
from . import property_assembly_mixin
from . import property_assembly_scope
from . import property_unit_weight
from . import property_unit_weight_load

# the rules of votes
from . import property_vote_rule
from . import property_vote_rule_settings
from . import property_vote_procedure
from . import property_vote_procedure_words

# the assembly and its frozen register
from . import property_assembly
from . import property_assembly_signature
from . import property_assembly_row
from . import property_assembly_doubt
from . import property_motion
from . import property_motion_candidate
from . import property_motion_rule
from . import property_motion_agenda
from . import property_assembly_register
from . import property_assembly_preview
from . import property_assembly_representative
from . import property_assembly_freeze
from . import property_assembly_notice
from . import property_assembly_request
from . import property_assembly_lock
from . import property_assembly_flow
from . import property_assembly_tell
from . import base_partner_merge
from . import personal_data

# votes
from . import property_ballot
from . import property_ballot_kept
from . import property_ballot_insert
from . import property_ballot_withheld
from . import property_ballot_sealed
from . import property_assembly_row_voter
from . import property_motion_cast
from . import property_motion_turnout
from . import property_motion_receipt
from . import property_assembly_key
from . import property_assembly_portal
from . import property_assembly_told
from . import property_vote_code
from . import property_vote_code_address
from . import personal_data_ballot

# paper and proxies
from . import property_assembly_service
from . import property_proxy
from . import property_proxy_instruction
from . import property_proxy_check
from . import property_proxy_vote
from . import property_proxy_state
from . import property_proxy_revoke
from . import property_proxy_portal
from . import property_assembly_proxy
from . import personal_data_proxy
from . import base_partner_merge_proxy
from . import property_ballot_sheet
from . import property_ballot_sheet_batch
from . import property_assembly_form
from . import property_assembly_sheets
from . import property_ballot_sheet_print
from . import property_ballot_print
from . import property_assembly_keying
from . import property_assembly_collect
from . import property_assembly_served

# results
from . import property_assembly_deadline
from . import property_assembly_objection
from . import property_assembly_objection_flow
from . import property_assembly_objection_portal
from . import property_motion_result
from . import property_motion_election
from . import property_assembly_rules
from . import property_assembly_count
from . import property_assembly_fix
from . import property_assembly_result_file
from . import property_assembly_print
from . import property_assembly_portal_result
from . import property_assembly_archive
from . import property_assembly_announce
from . import property_assembly_committee

# what other programs read and hand in
from . import property_assembly_api
from . import property_assembly_api_ballots
from . import property_assembly_api_result

# the demo data
from . import property_assembly_demo
