from odoo.fields import Domain


def act_in_batches(records, domain, act, batch_size):
    """Call a method on what a domain finds, in batches; tell if there is time left.

    :param records: an empty recordset of the model, of the cron's user
    :param act: name of the method; it is called on what nobody else holds
    """
    last_id = 0
    while found := records.search(
        domain & Domain("id", ">", last_id), limit=batch_size, order="id"
    ):
        last_id = found[-1].id
        getattr(found.try_lock_for_update().filtered_domain(domain), act)()
        if not records.env["ir.cron"]._commit_progress(len(found)):
            return False
    return True
